using SharedSequencer.DaprConformance.Tests.Cases;
using SharedSequencer.DaprConformance.Tests.Support;

namespace SharedSequencer.DaprConformance.Tests.Recorded;

public sealed class DeactivationTests
{
    public static IEnumerable<TheoryDataRow<SidecarKind, string>> Rows => CaseGroups.Rows("deactivation");

    [Theory]
    [MemberData(nameof(Rows))]
    public Task The_sidecar_does_what_was_recorded(SidecarKind sidecar, string name) =>
        CaseRegistry.RunAsync(name, sidecar, TestContext.Current.CancellationToken);
}
