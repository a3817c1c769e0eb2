using SharedSequencer.StandIn.Hosting;

namespace SharedSequencer.StandIn.Faults;

/// <summary>One sidecar in the status: its ports, whether it runs, whether its app has shaken hands, its active actors.</summary>
internal sealed record SidecarStatus(string AppId, int HttpPort, int GrpcPort, bool Running, bool Ready, int ActiveActors)
{
    public static SidecarStatus Of(SidecarSlot slot) => new(
        slot.AppId, slot.HttpPort, slot.GrpcPort,
        slot.Current is not null, slot.Current?.IsReady ?? false, slot.Current?.Actors.Active.Count() ?? 0);
}
