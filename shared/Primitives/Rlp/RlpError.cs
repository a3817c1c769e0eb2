namespace SharedSequencer.Primitives;

/// <summary>Why an <see cref="RlpReader"/> refused to read on.</summary>
public enum RlpError
{
    /// <summary>Nothing was refused.</summary>
    None,

    /// <summary>The item claims more bytes than there are.</summary>
    Truncated,

    /// <summary>A length or a single byte is written in a longer form than necessary.</summary>
    NonCanonicalLength,

    /// <summary>An integer begins with a zero byte.</summary>
    LeadingZero,

    /// <summary>A byte string stands where a list is wanted.</summary>
    ListExpected,

    /// <summary>A list stands where a byte string is wanted.</summary>
    BytesExpected,

    /// <summary>A byte string is longer than the wanted type or bound allows, or not of its exact
    /// size.</summary>
    WrongSize,
}
