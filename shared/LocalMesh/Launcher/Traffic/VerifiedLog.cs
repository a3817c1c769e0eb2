using SharedSequencer.Client;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Traffic;

/// <summary>A rollup's log up to a number, every rollup block verified against the genesis.</summary>
/// <param name="Follower">Stands at the last rollup block.</param>
/// <param name="Transactions">Hashes of all transactions in order.</param>
/// <param name="Reconnects">How often the connection was lost and made anew.</param>
public sealed record VerifiedLog(RollupLogFollower Follower, IReadOnlyList<Hash256> Transactions, int Reconnects)
{
    /// <summary>Reads the log from its beginning.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="genesis">What it is verified against.</param>
    /// <param name="rollup">The rollup.</param>
    /// <param name="number">The last rollup block wanted.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="VerificationException">The log is not what the committee finalized.</exception>
    public static async Task<VerifiedLog> ReadAsync(
        IRollupLogSource source,
        Genesis genesis,
        RollupId rollup,
        ulong number,
        CancellationToken cancellationToken)
    {
        var follower = new RollupLogFollower(genesis, rollup, 0, Hash256.Zero);
        var reader = new RollupLogReader(source, follower);
        var transactions = new List<Hash256>();
        if (number == 0)
            return new VerifiedLog(follower, transactions, 0);
        await foreach (var proof in reader.ReadAsync(cancellationToken))
        {
            transactions.AddRange(proof.RollupBlock.TransactionHashes);
            if (follower.Number >= number)
                break;
        }

        return new VerifiedLog(follower, transactions, reader.Reconnects);
    }
}
