using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Drivers.EvmRpc;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>Compares preconditions with what a node says of its state.</summary>
internal static class PreconditionReader
{
    /// <summary>The first assertion that does not hold, in words; null when all hold.</summary>
    /// <exception cref="NodeException">The node does not answer, or has no such block.</exception>
    public static async Task<string?> FindUnfulfilledAsync(
        Preconditions preconditions, EvmState state, CancellationToken cancellationToken)
    {
        var nonces = await state.NoncesAsync([.. preconditions.Nonces.Select(one => one.Account)], cancellationToken);
        foreach (var (expected, actual) in preconditions.Nonces.Zip(nonces))
            if (actual != expected.Nonce) return $"The nonce of {expected.Account} is {actual}, not {expected.Nonce}.";

        var storage = await state.StorageAsync(preconditions.Storage, cancellationToken);
        foreach (var (expected, actual) in preconditions.Storage.Zip(storage))
            if (actual != expected.Value) return $"Slot {expected.Slot} of {expected.Account} holds {actual}, not {expected.Value}.";

        var balances = await state.BalancesAsync([.. preconditions.Balances.Select(one => one.Account)], cancellationToken);
        foreach (var (expected, actual) in preconditions.Balances.Zip(balances))
            if (actual < expected.Least) return $"The balance of {expected.Account} is {actual}, less than {expected.Least}.";

        return null;
    }
}
