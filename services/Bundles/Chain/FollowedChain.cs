using System.Diagnostics.CodeAnalysis;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>
/// The verified chain as it is known here. Two looks at it: the newest state, which judges bundles, and the state whose
/// blocks the sagas have been told of.
/// </summary>
internal sealed class FollowedChain(TimeProvider time, FollowOptions options)
{
    private readonly Lock _gate = new();
    private ChainFollower? _follower;
    private ChainState? _handled;
    private BlockRefusal? _refusal;
    private ulong _headTold;
    private long _answered = time.GetTimestamp();
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

    /// <summary>Why following has ended for good; null while it goes on.</summary>
    public BlockRefusal? Refusal => Volatile.Read(ref _refusal);

    /// <summary>Time since ordering last answered.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Interlocked.Read(ref _answered));

    /// <summary>Whether the newest state is the network's, as far as ordering told lately.</summary>
    public bool IsCurrent => Refusal is null && Handled is not null
        && Newest.Height.Value >= Interlocked.Read(ref _headTold) && Silence.TotalMilliseconds < options.SilenceLimitMs;

    public void Start(ChainState state)
    {
        lock (_gate) _follower = new ChainFollower(state);
    }

    /// <summary>Ordering told how far the chain is.</summary>
    public void Heard(ulong head)
    {
        Interlocked.Exchange(ref _headTold, head);
        Interlocked.Exchange(ref _answered, time.GetTimestamp());
    }

    /// <summary>Applies the next block, or says which rule it breaks and stays where it is.</summary>
    public bool TryApply(
        ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out AppliedBlock? applied, [NotNullWhen(false)] out BlockRefusal? refusal)
    {
        applied = null;
        lock (_gate)
        {
            var before = Started.State;
            var fault = BlockFault.Malformed;
            if (!FinalizedBlock.TryDecode(encoded, out var block) || !Started.TryApply(block, out var expanded, out fault))
            {
                refusal = new BlockRefusal(before.Height.Next, fault);
                return false;
            }

            applied = new AppliedBlock(Started.State, expanded, BlockNews.Of(before, block, expanded));
            refusal = null;
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

    public void Stop(BlockRefusal refusal) => Volatile.Write(ref _refusal, refusal);

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
            lock (_gate) return _follower?.State;
        }
    }

    private ChainFollower Started => _follower ?? throw new InvalidOperationException("The chain is not followed yet.");
}
