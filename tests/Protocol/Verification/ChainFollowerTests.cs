using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Verification;

public sealed class ChainFollowerTests
{
    private static readonly TestNetwork Network = new(1, 2);
    private readonly TestChain _chain = new TestChain(Network).Register()
        .Order(new RollupId(1), [1], [2]).Order(new RollupId(2), [3]).NextBlock()
        .Advance(TimeSpan.FromMilliseconds(20)).Order(new RollupId(1), [4]);

    [Fact]
    public void The_whole_chain_applies_and_gives_every_rollup_its_log()
    {
        var follower = new ChainFollower(Network.Genesis);
        var logs = new Dictionary<RollupId, List<byte>>();
        foreach (var block in _chain.Blocks)
        {
            Assert.True(follower.TryApply(block, out var expanded, out var fault), fault.ToString());
            foreach (var rollupBlock in expanded.RollupBlocks)
            {
                logs.TryAdd(rollupBlock.Header.Rollup, []);
                logs[rollupBlock.Header.Rollup].AddRange(rollupBlock.Transactions.Select(t => t.Span[0]));
            }
        }

        Assert.Equal(_chain.Core.Final.BlockHash, follower.State.BlockHash);
        Assert.Equal([1, 2, 4], logs[new RollupId(1)]);
        Assert.Equal([3], logs[new RollupId(2)]);
    }

    [Fact]
    public void A_block_survives_its_encoding_with_and_without_batches()
    {
        foreach (var block in _chain.Blocks)
        {
            Assert.True(FinalizedBlock.TryDecode(block.Encode(), out var full));
            Assert.True(FinalizedBlock.TryDecode(block.WithoutBatches().Encode(), out var light));
            Assert.Equal(block.Encode(), full.Encode());
            Assert.Equal(block.Header, light.Header);
            Assert.Equal(block.Block.Certificates.Count == 0, light.Batches is not null);
        }
    }

    public static TheoryData<string, BlockFault> Tamperings => new()
    {
        { "other network", BlockFault.WrongNetwork },
        { "other epoch", BlockFault.WrongEpoch },
        { "height skipped", BlockFault.NotNext },
        { "other parent", BlockFault.WrongParent },
        { "view of the parent", BlockFault.WrongLeader },
        { "leader without the view", BlockFault.WrongLeader },
        { "timestamp of the parent", BlockFault.WrongTimestamp },
        { "timestamp before a certificate's", BlockFault.WrongTimestamp },
        { "certificate left out", BlockFault.WrongBatchesRoot },
        { "notarization instead", BlockFault.NotFinalized },
        { "finalization of another view", BlockFault.NotFinalized },
        { "finalization by a stranger", BlockFault.NotFinalized },
        { "no batches", BlockFault.WrongBatches },
        { "other batch", BlockFault.WrongBatches },
        { "other rollups root", BlockFault.WrongRollupsRoot },
        { "other outcomes root", BlockFault.WrongOutcomesRoot },
    };

    [Theory]
    [MemberData(nameof(Tamperings))]
    public void A_tampered_block_is_refused_with_the_rule_it_breaks_and_changes_nothing(string tampering, BlockFault expected)
    {
        var index = _chain.Blocks.Select((block, i) => (block, i)).Last(entry => entry.block.Block.Certificates.Count > 0).i;
        var follower = FollowerBefore(index);
        var before = follower.State;

        Assert.False(follower.TryApply(Tamper(_chain.Blocks[index], tampering), out _, out var fault));

        Assert.Equal(expected, fault);
        Assert.Same(before, follower.State);
        Assert.True(follower.TryApply(_chain.Blocks[index], out _, out _));
    }

    [Fact]
    public void A_finalized_descendant_proves_its_ancestors_through_the_headers_between()
    {
        var last = _chain.Blocks[^1];
        var proved = _chain.Blocks[^3] with
        {
            Finalization = last.Finalization,
            Descendants = [_chain.Blocks[^2].Header, last.Header],
        };
        var withGap = proved with { Descendants = [last.Header] };

        Assert.False(FollowerBefore(_chain.Blocks.Count - 3).TryApply(withGap, out _, out var fault));
        Assert.Equal(BlockFault.NotFinalized, fault);
        Assert.True(FollowerBefore(_chain.Blocks.Count - 3).TryApply(proved, out _, out _));
    }

    [Fact]
    public void A_light_follower_checks_finality_links_certificates_and_outcomes()
    {
        var follower = LightFollower.AtGenesis(Network.Genesis);
        foreach (var block in _chain.Blocks)
        {
            if (block.Outcomes.Count > 0)
            {
                Assert.False(follower.TryApply(block with { Outcomes = [] }, out var outcomes));
                Assert.Equal(BlockFault.WrongOutcomesRoot, outcomes);
            }

            var notarized = block.Finalization with { Kind = VoteKind.Notarize };
            Assert.False(follower.TryApply(block with { Finalization = notarized }, out var kind));
            Assert.Equal(BlockFault.NotFinalized, kind);
            Assert.True(follower.TryApply(block.WithoutBatches(), out var fault), fault.ToString());
        }

        Assert.Equal(_chain.Core.Final.Position, follower.Head);
        Assert.False(follower.TryApply(_chain.Blocks[^1], out var repeated));
        Assert.Equal(BlockFault.NotNext, repeated);
    }

    [Fact]
    public void A_restored_snapshot_continues_like_the_original()
    {
        var original = FollowerBefore(_chain.Blocks.Count - 1);
        var placed = _chain.Effects.OfType<CoreEffect.Deliver>()
            .Take(_chain.Blocks.Count - 1).Select(effect => effect.Expanded.Placed());
        Assert.True(ChainState.TryRestore(Network.Genesis, original.State.EncodeSnapshot(), placed, out var state));
        var restored = new ChainFollower(state);

        Assert.True(restored.TryApply(_chain.Blocks[^1], out _, out var fault), fault.ToString());
        Assert.True(original.TryApply(_chain.Blocks[^1], out _, out _));
        Assert.Equal(original.State.EncodeSnapshot(), restored.State.EncodeSnapshot());
        Assert.True(restored.State.Window.Contains(
            new PlacedTransaction(new RollupId(1), Keccak256.Hash([1])), restored.State.Timestamp));
    }

    private ChainFollower FollowerBefore(int index)
    {
        var follower = new ChainFollower(Network.Genesis);
        Assert.All(_chain.Blocks.Take(index), block => Assert.True(follower.TryApply(block, out _, out _)));
        return follower;
    }

    private FinalizedBlock Tamper(FinalizedBlock block, string tampering)
    {
        var header = block.Header;
        var parent = _chain.Blocks[(int)header.Height.Value - 2].Header;
        var other = Keccak256.Hash([9]);
        return tampering switch
        {
            "other network" => Refinalize(block, header with { Network = new NetworkId(other) }),
            "other epoch" => Refinalize(block, header with { Epoch = new Epoch(1) }),
            "height skipped" => Refinalize(block, header with { Height = header.Height.Next }),
            "other parent" => Refinalize(block, header with { Parent = other }),
            "view of the parent" => Refinalize(block, header with { View = parent.View }),
            "leader without the view" => Refinalize(block, header with { Leader = new ValidatorIndex(1) }),
            "timestamp of the parent" => Refinalize(block, header with { Timestamp = parent.Timestamp }),
            "timestamp before a certificate's" => Refinalize(
                block, header with { Timestamp = new ChainTime(parent.Timestamp.Milliseconds + 1) }),
            "certificate left out" => block with { Block = block.Block with { Certificates = [] } },
            "notarization instead" => block with { Finalization = Certify(VoteKind.Notarize, header, Network.ValidatorKey) },
            "finalization of another view" => block with { Finalization = block.Finalization with { View = header.View.Next } },
            "finalization by a stranger" => block with { Finalization = Certify(VoteKind.Finalize, header, TestNetwork.Key("x")) },
            "no batches" => block with { Batches = null },
            "other batch" => block with { Batches = _chain.Blocks.First(b => b.Batches!.Count > 0).Batches },
            "other rollups root" => Refinalize(block, header with { RollupsRoot = other }),
            "other outcomes root" => Refinalize(block, header with { OutcomesRoot = other }),
            _ => throw new ArgumentException(tampering),
        };
    }

    private static FinalizedBlock Refinalize(FinalizedBlock block, BlockHeader header) => block with
    {
        Block = block.Block with { Header = header },
        Finalization = Certify(VoteKind.Finalize, header, Network.ValidatorKey),
    };

    private static QuorumCertificate Certify(VoteKind kind, BlockHeader header, PrivateKey key)
    {
        var digest = Vote.Digest(kind, Network.Genesis.NetworkId, header.Epoch, header.View, header.Hash);
        return new QuorumCertificate
        {
            Kind = kind,
            Epoch = header.Epoch,
            View = header.View,
            Block = header.Hash,
            Votes = [new VoteSignature(default, key.Sign(digest))],
        };
    }
}
