using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>
/// A connection that carries one rollup's log, unverified; <see cref="RollupLogReader"/> verifies.
/// </summary>
public interface IRollupLogSource
{
    /// <summary>
    /// The rollup blocks from a number on, then live ones, until the connection ends.
    /// </summary>
    /// <param name="rollup">The rollup.</param>
    /// <param name="from">Number of the first rollup block wanted, from 1.</param>
    /// <param name="cancellationToken">Ends the connection.</param>
    /// <exception cref="StreamBrokenException">The connection broke; resume at the next number.</exception>
    /// <exception cref="UnexpectedAnswerException">Asking again would not help.</exception>
    IAsyncEnumerable<RollupBlockProof> ReadAsync(RollupId rollup, ulong from, CancellationToken cancellationToken);
}
