namespace SharedSequencer.Primitives;

/// <summary>Writes and reads the text form of <see cref="Address"/>.</summary>
public sealed class AddressJsonConverter : TextJsonConverter<Address>
{
    /// <inheritdoc/>
    protected override bool TryParse(string? text, out Address value) => Address.TryParse(text, out value);
}
