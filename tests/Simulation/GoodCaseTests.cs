using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;
using SharedSequencer.Simulation.Tests.PlantedBugs;
using SharedSequencer.Simulation.Tests.Runs;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests;

/// <summary>Latency in message delays, and what a dead leader costs.</summary>
public sealed class GoodCaseTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    public void A_block_is_final_everywhere_exactly_three_message_delays_after_its_proposal(int size)
    {
        Stopwatch? watch = null;
        var finding = SeedRun.Of(Calm(size), [], PlantedBug.None, out _, world => watch = new Stopwatch(world));

        Assert.Null(finding);
        Assert.True(watch!.Deliveries.Count > 10 * size);
        Assert.All(watch.Deliveries, delivery => Assert.Equal(3 * Delay, delivery.After));
    }

    [Theory]
    [InlineData(4, 40)]
    [InlineData(7, 40)]
    [InlineData(4, 400)]
    [InlineData(7, 400)]
    public void A_dead_leader_costs_its_timer_once_and_is_then_skipped_under_any_load(int size, int batches)
    {
        const int Dead = 2;
        Stopwatch? watch = null;
        var calm = Calm(size);
        var died = TimeSpan.FromSeconds(2);
        var scenario = calm with
        {
            Load = calm.Load with { Batches = batches },
            Outages = [new Outage(Dead, died, TimeSpan.Zero, OutageKind.Gone)],
        };
        var finding = SeedRun.Of(scenario, [], PlantedBug.None, out _, world => watch = new Stopwatch(world));

        Assert.Null(finding);
        var stalls = watch!.Views
            .Where(view => (int)(view.Key % (ulong)size) == Dead && watch.EnteredAt(view.Key) > died)
            .OrderBy(view => view.Key)
            .Select(view => view.Value)
            .ToList();
        Assert.True(stalls.Count >= 3);
        var timer = TimeSpan.FromMilliseconds(350);
        Assert.InRange(stalls[0], timer, timer + (2 * Delay));
        Assert.All(stalls.Skip(1), stall => Assert.InRange(stall, TimeSpan.Zero, 2 * Delay));
    }

    /// <summary>Nothing goes wrong and every message takes the same time.</summary>
    private static Scenario Calm(int size) => new()
    {
        Seed = 1,
        Weights = [.. Enumerable.Repeat(1UL, size)],
        Network = new NetworkPlan(Delay, Delay, 0, 0, 0),
        Clocks = [.. Enumerable.Repeat(ClockPlan.Right, size)],
        Storage = StoragePlan.Instant,
        Load = new LoadPlan(2, 2, 40, TimeSpan.FromSeconds(8), 0, 0, false, false),
        FaultsEnd = TimeSpan.FromSeconds(8),
    };

    private sealed class Stopwatch(World world) : Watcher
    {
        private readonly Dictionary<Hash256, TimeSpan> _proposed = [];
        private readonly Dictionary<ulong, TimeSpan> _entered = [];

        public List<(int Seat, TimeSpan After)> Deliveries { get; } = [];

        /// <summary>From the first certificate of the view before to the first of the view.</summary>
        public Dictionary<ulong, TimeSpan> Views { get; } = [];

        public TimeSpan EnteredAt(ulong view) => _entered[view];

        public override void Sent(HonestValidator validator, int? to, PeerMessage message)
        {
            if (message is PeerMessage.Proposed(var proposal))
                _proposed.TryAdd(proposal.Block.Hash, world.Now);
            if (message is PeerMessage.Decided({ Kind: not VoteKind.Finalize } certificate)
                && _entered.TryAdd(certificate.View.Value + 1, world.Now))
            {
                Views.Add(certificate.View.Value, world.Now - _entered.GetValueOrDefault(certificate.View.Value));
            }
        }

        public override void Delivered(HonestValidator validator, FinalizedBlock block, ExpandedBlock expanded) =>
            Deliveries.Add((validator.Seat, world.Now - _proposed[block.Block.Hash]));
    }
}
