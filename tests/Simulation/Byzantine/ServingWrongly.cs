using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>
/// Claims to be far ahead, behind or at the end of all numbers and to know no certificate, answers requests with other
/// batches and with final blocks that are cut, altered or proved by something else, and asks for whatever it likes.
/// </summary>
internal sealed class ServingWrongly : Habit
{
    private static readonly ulong[] Extremes = [0, 1UL << 63, ulong.MaxValue];

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
        var from = Context.Chance.Happens(0.9) ? Context.Chance.Next() % 40 : Anything();
        Context.Send(target, new PeerMessage.FinalWanted(new Height(from)));
        Context.Send(target, new PeerMessage.BlockWanted(Context.Genesis.NetworkId.Value));
    }

    private PeerMessage.Status Elsewhere(PeerMessage.Status status) => status with
    {
        Height = new Height(Anything()),
        View = new View(Anything()),
        Highest = Context.Chance.Happens(0.5) ? status.Highest : null,
    };

    private ulong Anything() =>
        Context.Chance.Happens(0.2) ? Context.Chance.Pick(Extremes) : Context.Chance.Next() % 1_000;

    private List<FinalizedBlock> Altered(IReadOnlyList<FinalizedBlock> blocks)
    {
        var first = blocks[0];
        return Context.Chance.Below(7) switch
        {
            0 => [.. blocks.Skip(1)],
            1 => [.. blocks.Reverse()],
            2 => [first with { Batches = [] }, .. blocks.Skip(1)],
            3 when Context.Knowledge.Notarizations is [.., var notarization] =>
                [first with { Finalization = notarization }, .. blocks.Skip(1)],
            4 => [first with { Block = first.Block with { Certificates = [] } }, .. blocks.Skip(1)],
            5 => [Raised(first), .. blocks.Skip(1)],
            6 => [.. blocks.Select(block => block with { Batches = block.Batches?.Select(Resigned).ToList() })],
            _ => [.. blocks],
        };
    }

    /// <summary>The batch with another signature, which its digest does not name.</summary>
    private static Batch Resigned(Batch batch)
    {
        var bytes = batch.Encoded.ToArray();
        bytes[^10] ^= 1;
        return Batch.TryDecode(bytes, out var resigned, out _) ? resigned : batch;
    }

    /// <summary>The block at a height of its own, with a descendant that names it.</summary>
    private FinalizedBlock Raised(FinalizedBlock block)
    {
        var header = block.Header with { Height = new Height(Context.Chance.Pick(Extremes)) };
        return block with
        {
            Block = block.Block with { Header = header },
            Descendants = [block.Header with { Parent = header.Hash }],
        };
    }
}
