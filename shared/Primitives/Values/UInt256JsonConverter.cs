namespace SharedSequencer.Primitives;

/// <summary>Writes and reads the text form of <see cref="UInt256"/>.</summary>
public sealed class UInt256JsonConverter : TextJsonConverter<UInt256>
{
    /// <inheritdoc/>
    protected override bool TryParse(string? text, out UInt256 value) => UInt256.TryParse(text, out value);
}
