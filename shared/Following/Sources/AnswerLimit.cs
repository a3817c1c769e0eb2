namespace SharedSequencer.Following;

/// <summary>How much of one answer is read; a larger one is none.</summary>
/// <param name="Bytes">Size of the body.</param>
public sealed record AnswerLimit(long Bytes)
{
    /// <summary>Far above the 1 MiB of a page and the largest single block with its certificates.</summary>
    public static AnswerLimit Usual { get; } = new(16 * 1024 * 1024);
}
