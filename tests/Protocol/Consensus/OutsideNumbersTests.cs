using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol.Tests.Consensus;

/// <summary>A number from outside may be any: a core reckons only with its own.</summary>
public sealed class OutsideNumbersTests
{
    private static readonly ulong[] Extremes = [0, 1, 1UL << 63, ulong.MaxValue - 1, ulong.MaxValue];

    private readonly RunningCommittee _committee = new(1, 1, 1, 1);

    [Fact]
    public void No_number_in_a_message_stops_a_core()
    {
        _committee.Run(TimeSpan.FromSeconds(2));
        foreach (var message in Extremes.SelectMany(Messages))
        {
            _committee.Inject(3, 0, message);
        }

        _committee.Run(TimeSpan.FromSeconds(5));

        Assert.Equal(_committee[1].Final.BlockHash, _committee[0].Final.BlockHash);
        Assert.True(_committee.Blocks(0).Count() > 20);
    }

    private IEnumerable<PeerMessage> Messages(ulong number)
    {
        foreach (var asks in new[] { true, false })
        {
            yield return new PeerMessage.Status(new Height(number), new View(number), null, asks, number);
            yield return new PeerMessage.Status(default, new View(number), null, asks, number);
            yield return new PeerMessage.Status(new Height(number), default, null, asks, number);
        }

        yield return new PeerMessage.FinalWanted(new Height(number));
        var known = _committee.Blocks(0).First();
        var header = known.Header with { Height = new Height(number), View = new View(number), Timestamp = new ChainTime(number) };
        yield return new PeerMessage.FinalBlocks(
        [
            known with
            {
                Block = known.Block with { Header = header },
                Descendants = [known.Header with { Parent = header.Hash }],
            },
        ]);
        foreach (var kind in Enum.GetValues<VoteKind>())
        {
            var block = kind == VoteKind.Nullify ? Hash256.Zero : Keccak256.Hash([1]);
            yield return new PeerMessage.Voted(_committee.Committee.Vote(kind, number, block, 3));
        }

        var batch = _committee.Committee.Batch(new Lane(number), [1]);
        yield return new PeerMessage.Acknowledged(Acknowledgement.Sign(
            batch, _committee.Committee.Genesis.NetworkId, _committee.Committee.Signers[3], new ChainTime(number)));
    }
}
