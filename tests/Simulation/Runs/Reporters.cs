using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;
using SharedSequencer.Simulation.Tests.Scenarios;
using SharedSequencer.Simulation.Tests.Scheduling;

namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>
/// Those who execute: they see what honest validators deliver, and report how the legs of execution bundles went, each with the hash
/// of the rollup block that it was given. The run waits for a decision until some time after the deadline.
/// </summary>
internal sealed class Reporters(World world, Load load) : Watcher
{
    private static readonly TimeSpan LongestExecution = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan AroundDeadline = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly BundlePlan? _plan = world.Scenario.Load.Bundles;
    private readonly HashSet<Hash256> _seen = [];
    private readonly HashSet<Hash256> _awaited = [];

    public override void Delivered(HonestValidator validator, FinalizedBlock block, ExpandedBlock expanded)
    {
        foreach (var included in expanded.Included)
        {
            if (included.Bundle.Terms.Mode == BundleMode.Execution && _seen.Add(included.Bundle.Id))
                Follow(included);
        }

        foreach (var outcome in expanded.Outcomes)
        {
            if (outcome.Kind == OutcomeKind.Decision)
                StopWaiting(outcome.Subject);
        }
    }

    private void Follow(IncludedBundle included)
    {
        var terms = included.Bundle.Terms;
        var delay = TimeSpan.FromMilliseconds(terms.DecisionDelay);
        if (_awaited.Add(terms.EscrowId))
        {
            world.Submissions.Expect(1);
            world.After(delay + LongestWait, () => StopWaiting(terms.EscrowId));
        }

        for (var leg = 0; leg < included.Legs.Count; leg++)
            Watch(included, (byte)leg, delay);
    }

    private void Watch(IncludedBundle included, byte leg, TimeSpan delay)
    {
        var chance = world.ChanceFor($"report {included.Bundle.Id} {leg}");
        var isLast = leg == included.Legs.Count - 1;
        var (isSilent, fails, isLate, contradicts, misreports) = (
            isLast && Plays(BundleTrick.Silent, included),
            isLast && Plays(BundleTrick.Failed, included),
            isLast && Plays(BundleTrick.Late, included),
            leg == 0 && Plays(BundleTrick.Contradicted, included),
            Plays(BundleTrick.Misreported, included));
        var report = ReportOf(included, leg, !fails);
        var after = chance.Between(TimeSpan.Zero, LongestExecution);
        if (misreports)
            Post(chance, after / 2, Wrong(report, chance, included));
        if (isSilent)
            return;
        Post(chance, isLate ? delay + chance.Between(-AroundDeadline, AroundDeadline) : after, report);
        if (contradicts)
            Post(chance, after + chance.Between(TimeSpan.Zero, LongestExecution), ReportOf(included, leg, success: fails));
    }

    private OutcomeReport ReportOf(IncludedBundle included, byte leg, bool success) => new OutcomeReport
    {
        Network = world.Genesis.NetworkId,
        Bundle = included.Bundle.Id,
        Leg = leg,
        RollupBlock = included.Legs[leg].RollupBlock,
        Success = success,
    }.SignedBy(SimulatedNetwork.ReporterKey(included.Legs[leg].Rollup));

    private static OutcomeReport Wrong(OutcomeReport right, Chance chance, IncludedBundle included) => chance.Below(3) switch
    {
        0 => right.SignedBy(SimulatedNetwork.SubmitterKey(0)),
        1 => (right with { RollupBlock = included.Bundle.Id }).SignedBy(SimulatedNetwork.ReporterKey(included.Legs[right.Leg].Rollup)),
        _ => (right with { Success = false }).SignedBy(SimulatedNetwork.SubmitterKey(1)),
    };

    private void Post(Chance chance, TimeSpan after, OutcomeReport report)
    {
        var ingress = chance.Below(load.Ingresses);
        world.Submissions.Expect(1);
        world.After(after, () =>
        {
            load.Post(ingress, new BundleItem.Report(report));
            world.Submissions.Expect(-1);
        });
    }

    private bool Plays(BundleTrick trick, IncludedBundle included) => _plan is { } plan
        && plan.Tricks.Contains(trick)
        && world.ChanceFor($"{trick} of bundle {included.Bundle.Terms.Salt}").Happens(plan.Odds);

    private void StopWaiting(Hash256 escrowId)
    {
        if (_awaited.Remove(escrowId))
            world.Submissions.Expect(-1);
    }
}
