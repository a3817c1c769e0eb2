using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>
/// Claims to be far ahead or behind, answers requests with other batches and with final blocks that are cut, altered or
/// proved by something else, and asks for whatever it likes.
/// </summary>
internal sealed class ServingWrongly : Habit
{
    public override IEnumerable<PeerMessage> Rewrite(int to, PeerMessage message) => message switch
    {
        PeerMessage.FinalBlocks(var blocks) => [new PeerMessage.FinalBlocks(Altered(blocks))],
        PeerMessage.BatchBody when Context.Chance.Happens(0.5) => [],
        PeerMessage.Status status => [Elsewhere(status)],
        _ => [message],
    };

    public override void Tick()
    {
        var target = Context.Chance.Below(Context.Size);
        Context.Send(target, new PeerMessage.FinalWanted(new Height(Context.Chance.Next() % 40)));
        Context.Send(target, new PeerMessage.BlockWanted(Context.Genesis.NetworkId.Value));
    }

    private PeerMessage.Status Elsewhere(PeerMessage.Status status) => status with
    {
        Height = new Height(Context.Chance.Next() % 1_000),
        View = new View(Context.Chance.Next() % 1_000),
    };

    private List<FinalizedBlock> Altered(IReadOnlyList<FinalizedBlock> blocks)
    {
        var first = blocks[0];
        return Context.Chance.Below(5) switch
        {
            0 => [.. blocks.Skip(1)],
            1 => [.. blocks.Reverse()],
            2 => [first with { Batches = [] }, .. blocks.Skip(1)],
            3 when Context.Knowledge.Notarizations is [.., var notarization] =>
                [first with { Finalization = notarization }, .. blocks.Skip(1)],
            4 => [first with { Block = first.Block with { Certificates = [] } }, .. blocks.Skip(1)],
            _ => [.. blocks],
        };
    }
}
