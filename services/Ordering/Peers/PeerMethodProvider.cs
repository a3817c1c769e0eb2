using Grpc.AspNetCore.Server.Model;

namespace SharedSequencer.Ordering.Peers;

/// <summary>Binds <see cref="PeerMethod.Talk"/> to <see cref="PeerService"/>.</summary>
internal sealed class PeerMethodProvider : IServiceMethodProvider<PeerService>
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<PeerService> context) =>
        context.AddClientStreamingMethod(
            PeerMethod.Talk, [], (service, frames, call) => service.Talk(frames, call));
}
