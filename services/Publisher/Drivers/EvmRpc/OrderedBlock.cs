using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>A rollup block as the driver executes it.</summary>
/// <param name="Number">Its number; 1 is the first.</param>
/// <param name="Timestamp">Chain time in whole seconds, rounded down.</param>
/// <param name="Transactions">The transactions in order.</param>
internal sealed record OrderedBlock(ulong Number, ulong Timestamp, IReadOnlyList<OrderedTransaction> Transactions)
{
    /// <summary>The accounts whose nonces matter, each once.</summary>
    public IEnumerable<Address> Senders =>
        Transactions.Where(transaction => transaction.Flaw is null).Select(transaction => transaction.Sender).Distinct();
}
