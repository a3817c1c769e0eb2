using Microsoft.Extensions.Logging.Abstractions;
using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Chain;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Ingress.Tests.Journal;
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

    private BlockSearch Search(
        TestNetwork network, OpenJournal journal, Batch batch, IReadOnlyList<RollupOperation> operations)
    {
        var clock = new IngressClock(_time);
        var lanes = new LaneDirectory(new LaneParts(
            new LimitsOptions(), new BatchingOptions(), BatchSizeLimits.For(100, 100_000), journal.Writer,
            new RecentHashes(100), new SharedRoom(1_000_000), clock));
        var rollups = new RollupDirectory(
            network.Genesis, lanes, [], _ => throw new InvalidOperationException("no node is configured"),
            NullLogger<RollupDirectory>.Instance);
        rollups.SharedLane.Restore(ImageOf(batch, operations), TimeSpan.Zero);
        return new BlockSearch(
            network.Genesis, network.IngressKey.Address, lanes, rollups, journal.Writer, clock,
            NullLogger<BlockSearch>.Instance);
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
