using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Accounts;

/// <summary>Knows how many transactions a sender has executed: the rollup's node.</summary>
internal interface INonceSource
{
    /// <summary>
    /// Asks for all senders in one round trip. Those the node gave no answer for are missing from the result.
    /// </summary>
    Task<Dictionary<Address, ulong>> CountAsync(
        IReadOnlyCollection<Address> senders, CancellationToken cancellationToken);
}
