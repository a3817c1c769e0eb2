using Dapr.Actors.Runtime;
using SharedSequencer.Messages;

namespace SharedSequencer.ServiceDefaults.Tests.Mesh;

/// <summary>An actor of the SDK that answers with what it was asked.</summary>
internal sealed class EchoQueue(ActorHost host) : Actor(host), IRollupQueue
{
    public Task<AdmitAnswer> Admit(AdmitRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new AdmitAnswer(
            request.Sequence == ulong.MaxValue ? AdmitVerdict.Admitted : AdmitVerdict.Conflicting, request.Size, 1));

    public Task<QueueDepth> Ordered(OrderedNotice notice, CancellationToken cancellationToken) =>
        Task.FromResult(new QueueDepth(notice.Last[0].Sequence, notice.Last.Count, long.MaxValue));

    public Task<QueueDepth> Status(CancellationToken cancellationToken) =>
        Task.FromResult(new QueueDepth(ulong.Parse(Id.GetId()), 0, 0));
}
