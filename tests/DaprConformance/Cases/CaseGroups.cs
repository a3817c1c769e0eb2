using SharedSequencer.DaprConformance.Tests.Replay;
using SharedSequencer.DaprConformance.Tests.Support;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>The groups of the recordings; each is a test class of its own, so that they run side by side.</summary>
public static class CaseGroups
{
    public static readonly IReadOnlyList<string> All =
    [
        "health-handshake", "actor-call", "actor-state", "sdk-wire", "deactivation", "turns", "placement",
        "publish", "subscribe", "bulk", "state", "invoke", "lifecycle",
    ];

    /// <summary>The cases of a group that are run.</summary>
    public static IEnumerable<string> Names(string section) =>
        CaseRegistry.All.Keys.Where(name => Recording.Load(name).Group == section).Order(StringComparer.Ordinal);

    /// <summary>One row per case and sidecar under test.</summary>
    public static IEnumerable<TheoryDataRow<SidecarKind, string>> Rows(string section) =>
        from name in Names(section)
        from kind in SidecarsUnderTest.Kinds
        select new TheoryDataRow<SidecarKind, string>(kind, name);
}
