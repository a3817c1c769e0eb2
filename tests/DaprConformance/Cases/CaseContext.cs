using SharedSequencer.DaprConformance.Tests.Replay;
using SharedSequencer.DaprConformance.Tests.Support;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>What a case gets to work with.</summary>
internal sealed record CaseContext(Recording Recording, SidecarKind Kind, CancellationToken Cancelled)
{
    public Task<World> StartAsync(WorldPlan plan) => World.StartAsync(Kind, plan, Cancelled);

    /// <summary>Waits for a span that is part of what the case does, never for something to happen.</summary>
    public Task PauseAsync(int milliseconds) =>
        Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, Cancelled);
}
