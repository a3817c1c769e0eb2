using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>Evidence proves what it says, and never that an honest validator or ingress broke the protocol.</summary>
internal sealed class EvidenceChecker(World world) : Checker
{
    public override void Reported(HonestValidator validator, Evidence evidence)
    {
        // A false block can be judged by whoever has the state after its parent only.
        Require(
            evidence is Evidence.FalseBlock || evidence.IsValid(world.Genesis),
            $"v{validator.Seat} reported evidence that proves nothing: {evidence}");
        var blamed = evidence switch
        {
            Evidence.Proposals proposals => proposals.Leader.Value,
            Evidence.Votes votes => votes.First.Validator.Value,
            Evidence.FalseBlock block => block.Leader.Value,
            Evidence.Acknowledgements given => given.First.Validator.Value,
            _ => -1,
        };
        Require(blamed < 0 || !world.Scenario.IsHonest(blamed), $"v{validator.Seat} blames the honest v{blamed}: {evidence}");
        if (evidence is Evidence.Batches batches)
        {
            Require(
                world.Scenario.Load.TwoFaced && batches.First.Ingress == world.Genesis.Ingresses[^1],
                $"v{validator.Seat} blames an honest ingress");
        }
    }
}
