using Microsoft.Extensions.Time.Testing;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Ordering.Tests.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Journal;

public sealed class JournalPruningTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _time = new(SampleNetwork.Start);
    private readonly SampleNetwork _network = new();

    [Fact]
    public async Task Only_what_is_archived_expired_and_out_of_the_window_is_deleted()
    {
        await using var database = await JournalDatabase.Create(Never);
        await using var validator = await RunningValidator.Start(database, _network, _time);
        await Order(validator, _network.Registration(_time));
        var old = _network.Transfers(_time);
        await Order(validator, old);
        await GrowBy(validator, 9, TimeSpan.FromMinutes(3));
        var recent = _network.Transfers(_time);
        await Order(validator, recent);
        await GrowBy(validator, 6, TimeSpan.FromSeconds(1));

        Assert.Equal(0, (await Prune(validator)).Bodies);
        Assert.InRange(await database.Count("votes", Never), 2, 20);
        await validator.Session.Mark(Watermark.Archived, validator.Chain.Final.Height, Never);
        var pruned = await Prune(validator);

        Assert.Equal(2, pruned.Bodies);
        Assert.Equal(1, await database.Count("batches", Never));
        Assert.InRange(await database.Count("snapshots", Never), 2, 4);
        var blocks = new JournalBlocks(database);
        await Assert.ThrowsAsync<BodiesPrunedException>(
            () => blocks.Read(new Height(1), 1_000, long.MaxValue, bodies: true, Never));
        Assert.NotEmpty(await blocks.Read(new Height(1), 1_000, long.MaxValue, bodies: false, Never));
    }

    [Fact]
    public async Task Without_an_archive_bodies_go_when_they_were_kept_long_enough()
    {
        await using var database = await JournalDatabase.Create(Never);
        await using var validator = await RunningValidator.Start(database, _network, _time);
        await Order(validator, _network.Registration(_time));
        await Order(validator, _network.Transfers(_time));
        await GrowBy(validator, 9, TimeSpan.FromMinutes(3));
        var window = validator.Chain.Final.Timestamp.Minus(ProtocolDefaults.PlacedWindow);

        var kept = await validator.Session.Prune(window, validator.Chain.Final.Timestamp.Minus(TimeSpan.FromHours(1)), Never);
        var pruned = await validator.Session.Prune(window, retained: window, Never);

        Assert.Equal(0, kept.Bodies);
        Assert.Equal(2, pruned.Bodies);
    }

    [Fact]
    public async Task A_pruned_journal_still_recovers()
    {
        await using var database = await JournalDatabase.Create(Never);
        ChainState before;
        await using (var first = await RunningValidator.Start(database, _network, _time))
        {
            await Order(first, _network.Registration(_time));
            await Order(first, _network.Transfers(_time));
            await GrowBy(first, 9, TimeSpan.FromMinutes(3));
            await first.Session.Mark(Watermark.Archived, first.Chain.Final.Height, Never);
            Assert.True((await Prune(first)).Bodies > 0);
            before = first.Chain.Final;
        }

        await using var second = await RunningValidator.Start(database, _network, _time);

        Assert.True(second.Chain.Final.Height >= before.Height);
        await Order(second, _network.Transfers(_time));
    }

    private static Task<PrunedJournal> Prune(RunningValidator validator) => validator.Session.Prune(
        validator.Chain.Final.Timestamp.Minus(ProtocolDefaults.PlacedWindow), retained: null, Never);

    private async Task GrowBy(RunningValidator validator, ulong blocks, TimeSpan step)
    {
        for (var i = 0UL; i < blocks; i++)
        {
            var height = validator.Chain.Final.Height;
            _time.Advance(step);
            await Eventually.HoldsAsync(() => validator.Chain.Final.Height > height, "a block", Never);
        }
    }

    private async Task Order(RunningValidator validator, Batch batch)
    {
        await validator.Submit(batch);
        await Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(10));
                return validator.Chain.HasPassed(batch.Header);
            },
            "the batch is final",
            Never);
    }
}
