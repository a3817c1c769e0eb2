namespace SharedSequencer.Primitives;

/// <summary>Writes and reads the text form of <see cref="Hash256"/>.</summary>
public sealed class Hash256JsonConverter : TextJsonConverter<Hash256>
{
    /// <inheritdoc/>
    protected override bool TryParse(string? text, out Hash256 value) => Hash256.TryParse(text, out value);
}
