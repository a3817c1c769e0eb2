namespace SharedSequencer.Primitives;

/// <summary>Writes and reads the text form of <see cref="Signature"/>.</summary>
public sealed class SignatureJsonConverter : TextJsonConverter<Signature>
{
    /// <inheritdoc/>
    protected override bool TryParse(string? text, out Signature value) =>
        Signature.TryParse(text, out value);
}
