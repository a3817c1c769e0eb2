using SharedSequencer.Messages;
using SharedSequencer.Ordering.Delivery;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Tests.Delivery;

/// <summary>Answers as the test says: the actor behind it is tested with its sidecar elsewhere.</summary>
internal sealed class StubQueueDoor : IQueueDoor
{
    public Func<AdmitRequest, AdmitVerdict?> Verdict { get; set; } = _ => AdmitVerdict.Admitted;

    public Func<Lane, OrderedNotice, Task<bool>> Told { get; set; } = (_, _) => Task.FromResult(true);

    public Task<AdmitAnswer?> Admit(Lane lane, AdmitRequest request, CancellationToken cancel) =>
        Task.FromResult(Verdict(request) is { } verdict ? new AdmitAnswer(verdict, 1, request.Size) : null);

    public async Task<QueueDepth?> Tell(Lane lane, OrderedNotice notice, CancellationToken cancel) =>
        await Told(lane, notice) ? new QueueDepth(notice.Height, Batches: 0, Bytes: 0) : null;

    public Task<QueueDepth?> Ask(Lane lane, CancellationToken cancel) => Task.FromResult<QueueDepth?>(null);
}
