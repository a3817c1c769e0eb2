using System.Text.Json.Nodes;
using SharedSequencer.Launcher.Bundles;
using SharedSequencer.Launcher.Chaos;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.LocalMesh.Tests.Chaos;

public sealed class ChaosReportTests
{
    private static readonly TrafficCheck Whole = new()
    {
        Accepted = 100,
        NotOrdered = 0,
        NotExecuted = 0,
        Duplicated = 0,
        IsOrderOfTheNode = true,
        IsComplete = true,
    };

    [Fact]
    public void The_longest_gap_is_the_failover_and_the_next_one_what_it_cost_while_down() =>
        Assert.Equal(new LeaderKill(2, 410, 55), LeaderKill.Of(2, [51, 410, 55, 50]));

    [Fact]
    public void A_chain_that_never_stood_still_cost_nothing() =>
        Assert.Equal(new LeaderKill(2, 0, 0), LeaderKill.Of(2, []));

    [Fact]
    public void Failover_is_told_in_milliseconds_and_in_view_timers()
    {
        var json = JsonNode.Parse(ChaosJson.Write(Report([Whole], new ChainComparison(50, 0, 0))))!;
        var timer = ProtocolDefaults.ViewTimeout.TotalMilliseconds;

        Assert.True((bool)json["ok"]!);
        Assert.Equal(3, (int)json["failoverMs"]!["kills"]!);
        Assert.Equal(400, (double)json["failoverMs"]!["p50"]!);
        Assert.Equal(600, (double)json["failoverMs"]!["max"]!);
        Assert.Equal(Math.Round(400 / timer, 2), (double)json["failoverInTimeouts"]!["p50"]!);
        Assert.Equal(timer, (double)json["defaults"]!["viewTimerMs"]!);
        Assert.Equal(1, (int)json["faults"]!["killLeader"]!);
    }

    [Fact]
    public void One_transaction_lost_doubled_or_moved_or_one_fork_is_a_failure()
    {
        var chains = new ChainComparison(50, 0, 0);

        Assert.Equal(1, Report([Whole with { NotOrdered = 1 }], chains).Lost);
        Assert.False(Report([Whole with { NotOrdered = 1 }], chains).IsOk);
        Assert.False(Report([Whole with { NotExecuted = 1 }], chains).IsOk);
        Assert.False(Report([Whole, Whole with { Duplicated = 1 }], chains).IsOk);
        Assert.False(Report([Whole with { IsOrderOfTheNode = false }], chains).IsOk);
        Assert.False(Report([Whole with { IsComplete = false }], chains).IsOk);
        Assert.False(Report([Whole], new ChainComparison(50, 1, 0)).IsOk);
        Assert.False(Report([Whole], new ChainComparison(50, 0, 1)).IsOk);
    }

    [Fact]
    public void A_bundle_in_part_or_a_swap_that_is_stuck_is_a_failure()
    {
        var whole = Report([Whole], new ChainComparison(50, 0, 0)) with
        {
            Bundles = new BundleCounts(10, 9, 1, 0, 0, 0),
            Swaps = new SwapCounts(2, 1, 0, IsBalanced: true),
        };

        Assert.True(whole.IsOk);
        Assert.False((whole with { Bundles = whole.Bundles! with { Partial = 1 } }).IsOk);
        Assert.False((whole with { Swaps = whole.Swaps! with { Stuck = 1 } }).IsOk);
        Assert.False((whole with { Swaps = whole.Swaps! with { IsBalanced = false } }).IsOk);
    }

    [Fact]
    public void Bundles_and_swaps_stand_in_the_report()
    {
        var report = Report([Whole], new ChainComparison(50, 0, 0)) with
        {
            Bundles = new BundleCounts(10, 8, 1, 1, 0, 0),
            Swaps = new SwapCounts(4, 3, 2, IsBalanced: true),
        };

        var json = JsonNode.Parse(ChaosJson.Write(report))!;

        Assert.False((bool)json["ok"]!);
        Assert.Equal(1, (int)json["bundles"]!["partial"]!);
        Assert.Equal(2, (int)json["swaps"]!["stuck"]!);
        Assert.Equal(4, (int)json["swaps"]!["committed"]!);
    }

    private static ChaosReport Report(IReadOnlyList<TrafficCheck> rollups, ChainComparison chains) => new()
    {
        Options = new ChaosOptions(TimeSpan.FromSeconds(120), 1, 3),
        Validators = 4,
        Duration = TimeSpan.FromSeconds(130),
        Steps = [new ChaosStep(FaultKind.KillLeader, 1, TimeSpan.FromSeconds(2), 0)],
        Kills = [new LeaderKill(1, 300, 60), new LeaderKill(2, 400, 70), new LeaderKill(3, 600, 80)],
        Rollups = rollups,
        Chains = chains,
        Sidecar = "none",
    };
}
