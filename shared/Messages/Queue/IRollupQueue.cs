using System.Diagnostics.CodeAnalysis;
using Dapr.Actors;

namespace SharedSequencer.Messages;

/// <summary>
/// The queue of one lane: the actor's id is the decimal rollup id, or <c>0</c> for the cross-rollup lane. It
/// decides whether there is room for a batch and remembers which batches wait for their order. It is a working
/// copy: what was accepted is in the ingress journal, what was ordered is in the chain, and both callers repeat
/// themselves. A sidecar may run a method twice, at the same time on two hosts, or cut off its caller, so every
/// method is idempotent by digest or height, and callers set a timeout of their own through the token.
/// </summary>
/// <remarks>
/// Method names are hashed into the wire format: renaming one breaks callers of the other version. Answers never
/// carry an exception on purpose, because a sidecar with an actor retry policy would run the method again.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "It is a queue, though not a collection.")]
public interface IRollupQueue : IActor
{
    /// <summary>Asks for room for a batch. Repeating an admitted digest answers <c>AlreadyKnown</c>.</summary>
    /// <param name="request">The batch's header, without its body.</param>
    /// <param name="cancellationToken">Ends the caller's wait; the turn may still finish.</param>
    Task<AdmitAnswer> Admit(AdmitRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Tells how far the chain has come with this lane. A notice that says nothing new changes nothing.
    /// </summary>
    /// <param name="notice">The last ordered batch of each ingress.</param>
    /// <param name="cancellationToken">Ends the caller's wait; the turn may still finish.</param>
    Task<QueueDepth> Ordered(OrderedNotice notice, CancellationToken cancellationToken);

    /// <summary>What waits, and how far the queue has followed the chain.</summary>
    /// <param name="cancellationToken">Ends the caller's wait.</param>
    Task<QueueDepth> Status(CancellationToken cancellationToken);
}
