using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>Evidence proves what it says, and never that an honest validator or ingress broke the protocol.</summary>
internal sealed class EvidenceChecker(World world) : Checker
{
    private readonly SortedDictionary<ulong, FinalizedBlock> _chain = [];
    private readonly List<(int Seat, Evidence.FalseBlock Evidence)> _falseBlocks = [];

    public override void Delivered(HonestValidator validator, FinalizedBlock block, ExpandedBlock expanded) =>
        _chain.TryAdd(block.Header.Height.Value, block);

    public override void Reported(HonestValidator validator, Evidence evidence)
    {
        if (evidence is Evidence.FalseBlock falseBlock)
            _falseBlocks.Add((validator.Seat, falseBlock));
        else
            Require(evidence.IsValid(world.Genesis), $"v{validator.Seat} reported evidence that proves nothing: {evidence}");
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

    // A false block is judged with the state after its parent, where that became final.
    public override void Ended()
    {
        if (_falseBlocks.Count == 0)
            return;
        var follower = new ChainFollower(world.Genesis);
        Judge(follower.State);
        foreach (var block in _chain.Values)
        {
            if (!follower.TryApply(block, out _, out _))
                return;
            Judge(follower.State);
        }
    }

    private void Judge(ChainState parent)
    {
        foreach (var (seat, evidence) in _falseBlocks.Where(reported => reported.Evidence.Parent == parent.BlockHash))
        {
            Require(
                evidence.IsValid(parent),
                $"v{seat} reported a block of v{evidence.Leader} that breaks no rule, in view {evidence.Block.Header.View}");
        }
    }
}
