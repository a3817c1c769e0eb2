using Dapr.Actors.Runtime;
using SharedSequencer.Messages;

namespace SharedSequencer.Ordering.Queue;

/// <summary>
/// The actor of one lane: loads, steps, saves. The rules are in <see cref="QueueTransitions"/>. It is a
/// working copy of what the journal and the chain know, so a turn that is repeated, cut off or written late
/// does no harm.
/// </summary>
[Actor(TypeName = RollupQueueActor.Type)]
internal sealed class RollupQueue : Actor, IRollupQueue
{
    private readonly QueueTurns _turns;
    private readonly IFinalizedHints _hints;

    public RollupQueue(ActorHost host, QueueLimits limits, IFinalizedHints hints)
        : base(host)
    {
        _turns = new QueueTurns(new DaprQueueStore(StateManager), limits);
        _hints = hints;
    }

    public Task<AdmitAnswer> Admit(AdmitRequest request, CancellationToken cancellationToken) =>
        _turns.Admit(request, cancellationToken);

    public async Task<QueueDepth> Ordered(OrderedNotice notice, CancellationToken cancellationToken)
    {
        var depth = await _turns.Order(notice, cancellationToken);
        _hints.Announce(new BlockFinalizedHint(notice.Height, notice.BlockHash));
        return depth;
    }

    public Task<QueueDepth> Status(CancellationToken cancellationToken) => _turns.Status(cancellationToken);
}
