using SharedSequencer.DaprConformance.Tests.Replay;
using SharedSequencer.DaprConformance.Tests.Support;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>Every case that is run, by name, and its way of running.</summary>
internal static class CaseRegistry
{
    /// <summary>Cases that need more than requests and answers: timing, faults, several callers.</summary>
    private static readonly IReadOnlyList<IReadOnlyDictionary<string, Func<CaseContext, Task>>> Drivers =
    [
        HandshakeCases.All, ActorCases.All, TurnCases.All, DeactivationCases.All, PlacementCases.All,
        StateCases.All, PublishCases.All, SubscribeCases.All, InvokeCases.All, ShutdownCases.All,
    ];

    public static IReadOnlyDictionary<string, Func<CaseContext, Task>> All { get; } =
        PlainCases.All.Select(plain => KeyValuePair.Create(plain.Key, (Func<CaseContext, Task>)plain.Value.RunAsync))
            .Concat(Drivers.SelectMany(driver => driver))
            .ToDictionary();

    public static Task RunAsync(string name, SidecarKind kind, CancellationToken cancellationToken) =>
        All[name](new CaseContext(Recording.Load(name), kind, cancellationToken));
}
