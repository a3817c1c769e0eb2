using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Saga;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Bundles.Tests.Support;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Tests.Saga;

/// <summary>Messages on a real database: each once, whatever comes at the same time or breaks off.</summary>
public sealed class SagaInboxTests : IAsyncLifetime
{
    private SagaFixture _sagas = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sagas = await SagaFixture.CreateAsync(Token);

    public ValueTask DisposeAsync() => _sagas.DisposeAsync();

    [Fact]
    public async Task Of_concurrent_first_messages_one_begins_the_saga_and_all_are_handled()
    {
        var bundle = Samples.Bundle(BundleMode.Inclusion, "concurrent");
        IBundleMessage[] messages =
            [.. Enumerable.Repeat<IBundleMessage>(new BundleValidated(bundle, Samples.Now), 8), Samples.Included(bundle)];

        var results = await Task.WhenAll(messages.Select(message => _sagas.HandleAsync(message, Token)));

        Assert.DoesNotContain(HandledAs.Missing, results);
        Assert.Equal(HandledAs.Moved, results[^1]);
        await using var context = await _sagas.ContextAsync(Token);
        var saga = await context.Sagas.Include(row => row.Legs).Include(row => row.Steps).SingleAsync(Token);
        Assert.Equal("Included", saga.State);
        Assert.Equal(2, saga.Legs.Count);
        Assert.Equal(2, await context.Inbox.CountAsync(Token));
        Assert.Equal(saga.Steps.Count, await context.Outbox.CountAsync(Token));
    }

    [Fact]
    public async Task Services_that_are_told_the_same_in_other_orders_do_not_block_each_other()
    {
        IBundleMessage[] messages = [.. Enumerable.Range(0, 50).Select(
            i => new BundleValidated(Samples.Bundle(BundleMode.Inclusion, $"order {i}"), Samples.Now))];
        var random = new Random(1);
        var orders = Enumerable.Range(0, 16).Select(_ => messages.OrderBy(_ => random.Next()).ToArray()).ToList();

        var results = await Task.WhenAll(orders.Select(order => _sagas.HandleAsync(order, Token)));

        Assert.Equal(messages.Length, results.Sum(each => each.Count(result => result == HandledAs.Moved)));
        await using var context = await _sagas.ContextAsync(Token);
        Assert.Equal(messages.Length, await context.Sagas.CountAsync(Token));
        Assert.Equal(messages.Length, await context.Outbox.CountAsync(Token));
    }

    [Fact]
    public async Task A_message_that_comes_twice_is_handled_once()
    {
        var bundle = Samples.Bundle(BundleMode.Execution, "twice");
        var ordered = Samples.Included(bundle);
        Assert.Equal(HandledAs.Moved, await _sagas.HandleAsync(ordered, Token));

        Assert.Equal(HandledAs.Duplicate, await _sagas.HandleAsync(ordered, Token));

        await using var context = await _sagas.ContextAsync(Token);
        Assert.Equal(1, await context.Outbox.CountAsync(Token));
        Assert.Single((await context.Sagas.Include(row => row.Steps).SingleAsync(Token)).Steps);
    }

    [Fact]
    public async Task Concurrent_copies_of_a_message_are_handled_once()
    {
        var bundle = Samples.Bundle(BundleMode.Execution, "copies");
        await _sagas.HandleAsync(Samples.Included(bundle), Token);
        var decided = new BundleDecided(bundle.Id, OutcomeCode.Committed, Samples.Now);

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _sagas.HandleAsync(decided, Token)));

        Assert.Single(results, HandledAs.Moved);
        Assert.Equal(9, results.Count(result => result == HandledAs.Duplicate));
    }

    [Fact]
    public async Task What_breaks_off_before_its_commit_leaves_nothing_and_may_come_again()
    {
        var bundle = Samples.Bundle(BundleMode.Inclusion, "broken off");
        await using (var context = await _sagas.ContextAsync(Token))
        await using (await context.Database.BeginTransactionAsync(Token))
        {
            Assert.Equal([HandledAs.Moved], await _sagas.Inbox.HandleAsync(context, [Samples.Included(bundle)], Token));
            Assert.Equal(1, await context.Outbox.CountAsync(Token));
        }

        await using (var context = await _sagas.ContextAsync(Token))
        {
            Assert.False(await context.Sagas.AnyAsync(Token));
            Assert.False(await context.Inbox.AnyAsync(Token));
            Assert.False(await context.Outbox.AnyAsync(Token));
        }

        Assert.Equal(HandledAs.Moved, await _sagas.HandleAsync(Samples.Included(bundle), Token));
    }

    [Fact]
    public async Task Another_bundle_with_the_same_key_does_not_reach_the_saga()
    {
        var bundle = Samples.Bundle(BundleMode.Execution, "victim");
        await _sagas.HandleAsync(Samples.Included(bundle), Token);
        var twin = bundle.Id.ToArray();
        twin[31] ^= 1;

        var result = await _sagas.HandleAsync(
            new BundleDecided(new Primitives.Hash256(twin), OutcomeCode.Committed, Samples.Now), Token);

        Assert.Equal(HandledAs.Foreign, result);
        await using var context = await _sagas.ContextAsync(Token);
        Assert.Equal("Preparing", (await context.Sagas.SingleAsync(Token)).State);
    }

    [Fact]
    public async Task Messages_that_come_together_are_handled_as_if_they_came_one_after_the_other()
    {
        var known = Samples.Bundle(BundleMode.Execution, "known");
        var fresh = Samples.Bundle(BundleMode.Execution, "fresh");
        await _sagas.HandleAsync(Samples.Included(known), Token);
        var unknown = Samples.Bundle(BundleMode.Execution, "unknown");

        IReadOnlyList<HandledAs> results;
        await using (var context = await _sagas.ContextAsync(Token))
        await using (var transaction = await context.Database.BeginTransactionAsync(Token))
        {
            results = await _sagas.Inbox.HandleAsync(
                context,
                [
                    Samples.Included(fresh),
                    new BundleDecided(known.Id, OutcomeCode.AbortedDeadline, Samples.Now),
                    Samples.Included(known),
                    new BundleDecided(fresh.Id, OutcomeCode.Committed, Samples.Now),
                    new BundleDecided(fresh.Id, OutcomeCode.Committed, Samples.Now),
                    new LegReported(unknown.Id, 0, true, Samples.Now),
                ],
                Token);
            await transaction.CommitAsync(Token);
        }

        Assert.Equal(
            [HandledAs.Moved, HandledAs.Moved, HandledAs.Duplicate, HandledAs.Moved, HandledAs.Duplicate, HandledAs.Missing], results);
        await using var after = await _sagas.ContextAsync(Token);
        Assert.Equal(["Aborted", "Committed"], await after.Sagas.OrderBy(row => row.Number).Select(row => row.State).ToListAsync(Token));
        var told = await after.Outbox.OrderBy(row => row.Id).Select(row => row.BundleId).ToListAsync(Token);
        Assert.Equal([known.Id.ToArray(), fresh.Id.ToArray(), known.Id.ToArray(), fresh.Id.ToArray()], told);
    }

    [Fact]
    public async Task A_later_word_of_a_node_replaces_the_earlier_one()
    {
        var bundle = Samples.Bundle(BundleMode.Inclusion, "reorganised");
        await _sagas.HandleAsync(Samples.Included(bundle), Token);

        await _sagas.HandleAsync(Samples.Executed(bundle, 0, 1, 0), Token);
        await _sagas.HandleAsync(Samples.Executed(bundle, 0, 2, 1) with { NodeBlock = "0xcd" }, Token);

        await using var context = await _sagas.ContextAsync(Token);
        Assert.Equal([2, 1], (await context.Legs.SingleAsync(leg => leg.Leg == 0, Token)).Outcomes);
    }

    [Fact]
    public async Task A_thousand_sagas_live_side_by_side()
    {
        var bundles = Enumerable.Range(0, 1_000).Select(i => Samples.Bundle(BundleMode.Execution, $"{i}")).ToList();

        await Parallel.ForEachAsync(bundles, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, LiveAsync);

        await using var context = await _sagas.ContextAsync(Token);
        Assert.Equal(1_000, await context.Sagas.CountAsync(saga => saga.State == "Committed", Token));
        Assert.Equal(3_000, await context.Outbox.CountAsync(Token));
    }

    private async ValueTask LiveAsync(Bundle bundle, CancellationToken cancellationToken)
    {
        IBundleMessage[] life =
        [
            new BundleValidated(bundle, Samples.Now),
            Samples.Included(bundle),
            new LegReported(bundle.Id, 0, HasSucceeded: true, Samples.Now),
            new LegReported(bundle.Id, 1, HasSucceeded: true, Samples.Now),
            new BundleDecided(bundle.Id, OutcomeCode.Committed, Samples.Now),
        ];
        foreach (var message in life) Assert.True(await _sagas.HandleAsync(message, cancellationToken) <= HandledAs.Noted);
    }
}
