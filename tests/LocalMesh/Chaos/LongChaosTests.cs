using SharedSequencer.Launcher.Chaos;
using SharedSequencer.Launcher.Mesh;

namespace SharedSequencer.LocalMesh.Tests.Chaos;

/// <summary>Chaos for a quarter of an hour; only the full run has the time.</summary>
public sealed class LongChaosTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);

    [Fact(Explicit = true)]
    public async Task Nothing_is_lost_doubled_moved_or_forked_in_a_quarter_of_an_hour_of_faults()
    {
        var options = new MeshOptions
        {
            Run = "long-chaos",
            BreakableLinks = true,
            FundedAccounts = ChaosOptions.Accounts,
        };
        var report = await ChaosCommand.MeasureAsync(
            options,
            new ChaosOptions(Duration, Seed: 20_261_122, ChaosOptions.DefaultKills),
            new Progress<string>(line => TestContext.Current.TestOutputHelper?.WriteLine(line)),
            TestContext.Current.CancellationToken);

        Assert.Equal((0, 0, 0, 0UL), (report.Lost, report.Duplicated, report.Reordered, report.Forks));
        Assert.True(report is { Bundles.IsOk: true, Swaps.IsOk: true }, $"{report.Bundles} {report.Swaps}");
        Assert.True(report.Kills.Count >= ChaosOptions.DefaultKills);
    }
}
