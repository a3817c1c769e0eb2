using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Validator;

/// <summary>The own key and the seat in the committee that it signs for.</summary>
/// <param name="Genesis">The network.</param>
/// <param name="Signer">Key and seat.</param>
internal sealed record ValidatorSeat(Genesis Genesis, ValidatorSigner Signer)
{
    /// <summary>Finds the key's seat.</summary>
    /// <exception cref="InvalidOperationException">The key has none.</exception>
    public static ValidatorSeat Of(Genesis genesis, Primitives.PrivateKey key) =>
        genesis.Committee.TryFind(key.Address, out var index)
            ? new ValidatorSeat(genesis, new ValidatorSigner(genesis.Committee.Epoch, index, key))
            : throw new InvalidOperationException(
                $"The validator key {key.Address} has no seat in the committee of '{genesis.Name}'.");
}
