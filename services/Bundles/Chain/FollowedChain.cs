using System.Diagnostics.CodeAnalysis;
using SharedSequencer.Following;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>
/// The verified chain as it is known here. Two looks at it: the newest state, which judges bundles, and the state whose
/// blocks the sagas have been told of.
/// </summary>
internal sealed class FollowedChain(FollowState follow, TimeProvider time, FollowOptions options)
{
    private const ulong Lag = 64;

    private readonly Lock _gate = new();
    private BlockVerifier? _verifier;
    private ChainState? _handled;
    private ulong _headTold;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>State after the last block that the sagas were told of; null until it has caught up with the stored position.</summary>
    public ChainState? Handled => Volatile.Read(ref _handled);

    /// <summary>State after the last block that was verified.</summary>
    public ChainState Newest
    {
        get
        {
            lock (_gate) return Started.State;
        }
    }

    /// <summary>
    /// Whether the newest state is the network's, or was some blocks ago, as far as ordering told lately: while a page is
    /// verified it lags behind, and a forecast on it is as good.
    /// </summary>
    public bool IsCurrent => follow.Refusal is null && Handled is not null
        && Newest.Height.Value + Lag >= Interlocked.Read(ref _headTold) && follow.Silence.TotalMilliseconds < options.SilenceLimitMs;

    public void Start(ChainState state)
    {
        lock (_gate) _verifier = new BlockVerifier(state);
    }

    /// <summary>Ordering told how far the chain is.</summary>
    public void Heard(ulong head)
    {
        Interlocked.Exchange(ref _headTold, head);
        follow.Heard();
    }

    /// <summary>Applies the next block, or says which rule it breaks and stays where it is.</summary>
    public bool TryApply(
        ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out AppliedBlock? applied, [NotNullWhen(false)] out BlockRefusal? refusal)
    {
        applied = null;
        lock (_gate)
        {
            if (!Started.TryTake(encoded, out var verified, out refusal)) return false;
            applied = AppliedBlock.Of(verified);
        }

        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        return true;
    }

    /// <summary>The sagas were told of every block up to this state's.</summary>
    public void HandledUpTo(ChainState state) => Volatile.Write(ref _handled, state);

    /// <summary>Waits until a rollup's block is verified; false when that took too long.</summary>
    public async Task<bool> WaitForAsync(RollupId rollup, ulong number, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var timer = time.CreateTimer(_ => stop.Cancel(), null, limit, Timeout.InfiniteTimeSpan);
        while (true)
        {
            var next = Volatile.Read(ref _next).Task;
            if (Holds(Verified, rollup, number)) return true;
            if (await Task.WhenAny(next, Task.Delay(Timeout.InfiniteTimeSpan, time, stop.Token)) != next) return false;
        }
    }

    /// <summary>Whether the sagas were told of a rollup's block.</summary>
    public bool HasTold(RollupId rollup, ulong number) => Holds(Handled, rollup, number);

    private static bool Holds(ChainState? state, RollupId rollup, ulong number) =>
        state is not null && state.Registry.TryGet(rollup, out var record) && record.Head.Number >= number;

    /// <summary>What the next block would say of a bundle if it stood there alone, or what a block said of it already.</summary>
    public Forecast Foresee(BundleItem.Submit item, ChainTime now)
    {
        lock (_gate)
        {
            var state = Started.State;
            return state.Bundles.TryGetDecided(item.Bundle.Id, out var code)
                ? new Forecast(code, IsPast: true)
                : new Forecast(BundleForecast.Of(state, item, ChainTime.Max(now, state.Timestamp.Plus(Tick))), IsPast: false);
        }
    }

    /// <summary>Whether a block has said what becomes of a bundle.</summary>
    public bool HasJudged(in Hash256 bundle) => Newest.Bundles.TryGetDecided(bundle, out _);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>The newest state; null before there is one.</summary>
    private ChainState? Verified
    {
        get
        {
            lock (_gate) return _verifier?.State;
        }
    }

    private BlockVerifier Started => _verifier ?? throw new InvalidOperationException("The chain is not followed yet.");
}
