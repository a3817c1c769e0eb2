using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Delivery;

/// <summary>The way to a lane's queue, wherever its actor lives.</summary>
internal interface IQueueDoor
{
    /// <summary>Asks for admission; null when no answer came in time.</summary>
    Task<AdmitAnswer?> Admit(Lane lane, AdmitRequest request, CancellationToken cancel);

    /// <summary>Tells what was ordered; null when no answer came in time.</summary>
    Task<QueueDepth?> Tell(Lane lane, OrderedNotice notice, CancellationToken cancel);

    /// <summary>What waits; null when no answer came in time.</summary>
    Task<QueueDepth?> Ask(Lane lane, CancellationToken cancel);
}
