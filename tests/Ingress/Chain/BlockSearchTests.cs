using Microsoft.Extensions.Logging.Abstractions;
using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Ingress.Chain;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Ingress.Tests.Journal;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Chain;

/// <summary>Blocks of a real chain, searched into a real journal.</summary>
public sealed class BlockSearchTests
{
    private readonly BoundaryTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A commit begins wherever the search looks at the clock, which is where a kill would cut.</summary>
    [Fact]
    public async Task What_a_block_holds_and_its_place_are_durable_together()
    {
        var cluster = await PostgresCluster.SharedAsync();
        await using var journal = await OpenJournal.StartAsync(await cluster.CreateDatabaseAsync(Token));
        var network = new TestNetwork(1, 2);
        var chain = new TestChain(network);
        RollupOperation[] operations =
        [
            network.Operation(OperationKind.Register, new RollupId(1), 1),
            network.Operation(OperationKind.Register, new RollupId(1), 2),
            network.Operation(OperationKind.Register, new RollupId(2), 1),
        ];
        var batch = chain.Submit(operations);
        chain.NextBlock();
        var search = Search(network, journal, batch, operations);
        var groups = new List<(int Included, int Refused, List<int> Places, ulong? Height)>();
        journal.Writer.Committed = group =>
        {
            var places = group.Operations.ConvertAll(operation => operation.Place);
            if (group.Included.Count + group.Refusals.Count + places.Count > 0)
                groups.Add((group.Included.Count, group.Refusals.Count, places, group.Chain?.Block.Height.Value));
        };

        _time.Between = () => Assert.True(journal.Writer.AllDurable().Wait(TimeSpan.FromSeconds(30), Token));
        foreach (var block in chain.Blocks) Assert.True(await search.Search(block, block.Batches).WaitAsync(Token));

        var height = chain.Blocks.Single(block => block.Batches!.Count > 0).Header.Height.Value;
        var only = Assert.Single(groups);
        Assert.Equal((1, 1, height), (only.Included, only.Refused, only.Height));
        Assert.Equal([1, 3], only.Places);
    }

    [Fact]
    public async Task Legs_of_a_bundle_that_was_taken_here_count_also_when_it_came_another_way_first()
    {
        var cluster = await PostgresCluster.SharedAsync();
        await using var journal = await OpenJournal.StartAsync(await cluster.CreateDatabaseAsync(Token));
        var network = new TestNetwork(1, 2);
        var chain = new TestChain(network).Register();
        var author = new TestBundles(network.Genesis.NetworkId, [.. network.Rollups]);
        var terms = author.Terms(BundleMode.Inclusion, chain.Now.Wall.Plus(TimeSpan.FromMinutes(1)), "first");
        var (taken, other) = (BundleOf("taken"), BundleOf("other"));
        var (search, rollups, lane) = Search(network, journal, Another);
        var item = new BundleItem.Submit(taken, []);
        _ = rollups.SharedLane.AdmitItem(
            new ItemEntries(new IngressClock(_time)).Make(item, terms.Submitter, null, LegTransaction.Of(taken)),
            isAnew: false, out _);

        chain.Order(item, new BundleItem.Submit(other, []));
        foreach (var block in chain.Blocks) Assert.True(await search.Search(block, block.Batches).WaitAsync(Token));

        Assert.Equal(new NonceAnswer(1, 1), lane.NonceOf(new Wallet("taken", new RollupId(1)).Address, executed: 0));
        Assert.Null(lane.NonceOf(new Wallet("other", new RollupId(1)).Address, executed: 0));

        Bundle BundleOf(string name) => author.Of(
            terms with { Salt = Keccak256.Hash([(byte)name[0]]) },
            [.. network.Rollups.Select(rollup => new BundleLeg([new Wallet(name, rollup).Sign(0)]))]);
    }

    private static Address Another => TestNetwork.Key("another ingress").Address;

    private BlockSearch Search(
        TestNetwork network, OpenJournal journal, Batch batch, IReadOnlyList<RollupOperation> operations)
    {
        var (search, rollups, _) = Search(network, journal, network.IngressKey.Address);
        rollups.SharedLane.Restore(ImageOf(batch, operations), TimeSpan.Zero);
        return search;
    }

    /// <summary>The search of an ingress, its rollups, and the first one's lane, which judges nonces.</summary>
    private (BlockSearch Search, RollupDirectory Rollups, LaneState Lane) Search(
        TestNetwork network, OpenJournal journal, Address ingress)
    {
        var clock = new IngressClock(_time);
        var lanes = new LaneDirectory(new LaneParts(
            new LimitsOptions(), new BatchingOptions(), BatchSizeLimits.For(100, 100_000), journal.Writer,
            new RecentHashes(100), new SharedRoom(1_000_000), clock));
        var rollups = new RollupDirectory(
            network.Genesis, lanes, [], _ => throw new InvalidOperationException("no node is configured"),
            NullLogger<RollupDirectory>.Instance);
        var first = network.Rollups.First();
        var lane = lanes.GetOrAdd(new LaneIdentity(Lane.Of(first), TestNetwork.ChainIdOf(first)), judgesNonces: true);
        var search = new BlockSearch(
            network.Genesis, ingress, lanes, rollups, journal.Writer, clock, NullLogger<BlockSearch>.Instance);
        return (search, rollups, lane);
    }

    /// <summary>The batch as this ingress would have journaled it.</summary>
    private static LaneImage ImageOf(Batch batch, IReadOnlyList<RollupOperation> operations)
    {
        var image = new LaneImage { LastPosition = operations.Count, BatchedThrough = operations.Count };
        image.LastBatch = new BatchRecord
        {
            Lane = Lane.Shared,
            Sequence = batch.Header.Sequence,
            Digest = batch.Digest,
            Predecessor = batch.Header.Predecessor,
            PredecessorNotAfterMilliseconds = 0,
            CreatedMilliseconds = batch.Header.Created.Milliseconds,
            NotAfterMilliseconds = batch.Header.NotAfter.Milliseconds,
            Range = new BatchRange(1, operations.Count),
            Signature = batch.Signature,
        };
        image.Open.Add(image.LastBatch);
        image.Entries.AddRange(operations.Select((operation, index) => new Entry
        {
            Lane = Lane.Shared,
            Position = index + 1,
            Hash = operation.Digest(),
            Sender = operation.Owner,
            Nonce = operation.Nonce,
            Raw = batch.Items[index],
            ReceivedMilliseconds = 0,
        }));
        return image;
    }
}
