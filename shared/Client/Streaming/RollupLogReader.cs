using System.Runtime.CompilerServices;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>
/// Follows one rollup's log across lost connections and verifies every rollup block before handing it out:
/// proved
/// final by the committee, next in number, child of the one before. A server that alters, withholds, swaps or
/// repeats rollup blocks ends the reading with a <see cref="VerificationException"/>.
/// </summary>
public sealed class RollupLogReader
{
    private readonly IRollupLogSource _source;
    private readonly RollupLogFollower _follower;
    private readonly RollupLogLimits _limits;
    private readonly TimeProvider _time;

    /// <summary>Reads on from where the follower stands.</summary>
    /// <param name="source">Where the log comes from.</param>
    /// <param name="follower">Starts with the genesis, at any rollup block whose hash is known.</param>
    /// <param name="limits">Bounds; null for the defaults.</param>
    /// <param name="time">Clock of the waits between attempts; null for the system's.</param>
    public RollupLogReader(
        IRollupLogSource source, RollupLogFollower follower, RollupLogLimits? limits = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(follower);
        _source = source;
        _follower = follower;
        _limits = limits ?? new RollupLogLimits();
        _time = time ?? TimeProvider.System;
    }

    /// <summary>How often a lost connection was made anew.</summary>
    public int Reconnects { get; private set; }

    /// <summary>
    /// The verified rollup blocks after the follower's number, then live ones; ends only by cancellation or
    /// failure.
    /// Nothing is read ahead: a slow caller slows the connection down.
    /// </summary>
    /// <exception cref="VerificationException">The log is not what the committee finalized.</exception>
    /// <exception cref="UnexpectedAnswerException">The source refuses, and asking again would not
    /// help.</exception>
    public async IAsyncEnumerable<RollupBlockProof> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var delay = _limits.FirstRetryDelay;
        while (true)
        {
            await using var proofs = _source
                .ReadAsync(_follower.Rollup, _follower.Number + 1, cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            while (await StepAsync(proofs))
            {
                Accept(proofs.Current);
                delay = _limits.FirstRetryDelay;
                yield return proofs.Current;
            }

            await Task.Delay(delay, _time, cancellationToken);
            delay = delay * 2 < _limits.MaxRetryDelay ? delay * 2 : _limits.MaxRetryDelay;
            Reconnects++;
        }
    }

    private static async Task<bool> StepAsync(IAsyncEnumerator<RollupBlockProof> proofs)
    {
        try
        {
            return await proofs.MoveNextAsync();
        }
        catch (StreamBrokenException)
        {
            // Expected in the life of a stream: resume after the last verified number.
            return false;
        }
    }

    private void Accept(RollupBlockProof proof)
    {
        if (!_follower.TryApply(proof, out var fault))
        {
            throw new VerificationException(
                fault, $"Rollup block {_follower.Number + 1} of rollup {_follower.Rollup}");
        }
    }
}
