using Npgsql;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Ingress.Tests.Journal;
using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Bundles;

/// <summary>A key stands for one bundle, whoever fails, leaves or crashes meanwhile.</summary>
public sealed class IdempotencyKeyTests
{
    private static readonly IdempotencyKey Key = new(TestNetwork.Key("alice").Address, "k");
    private static readonly KeyedBundle One = new(Key, Keccak256.Hash([1]));
    private static readonly KeyedBundle Other = new(Key, Keccak256.Hash([2]));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_of_two_requests_that_fails_does_not_free_the_key_of_the_second()
    {
        await using var journal = await StartAsync();
        var keys = new IdempotencyKeys(new BundleReader(journal.Source), journal.Writer);
        Assert.True(await keys.TryClaimAsync(One, Token));
        Assert.True(await keys.TryClaimAsync(One, Token));
        keys.Release(One);

        Assert.False(await keys.TryClaimAsync(Other, Token));
        keys.Release(One);
        Assert.True(await keys.TryClaimAsync(Other, Token));
    }

    [Fact]
    public async Task A_key_that_the_journal_is_to_write_is_taken_also_when_its_request_has_given_up()
    {
        await using var journal = await StartAsync(run: false);
        var keys = new IdempotencyKeys(new BundleReader(journal.Source), journal.Writer);
        journal.Writer.Committed = keys.Tell;
        Assert.True(await keys.TryClaimAsync(One, Token));
        var kept = keys.KeepAsync(One, Token);
        keys.Release(One);
        Assert.False(await keys.TryClaimAsync(Other, Token));

        journal.Run();

        Assert.True(await kept);
        Assert.False(await keys.TryClaimAsync(Other, Token));
        Assert.True(await keys.TryClaimAsync(One, Token));
    }

    [Fact]
    public async Task A_bundle_and_its_key_are_written_together()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        var author = new BundleAuthor("alice", host.Ordering);
        var bundle = author.Bundle();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.SendAsync(bundle, key: "k")));

        await using var source = NpgsqlDataSource.Create(host.Database);
        await using var command = source.CreateCommand(
            "select count(*) filter (where k.xmin = b.xmin) from idempotency_keys k join bundles b on b.id = k.bundle");
        Assert.Equal(1L, await command.ExecuteScalarAsync(Token));
        Assert.Equal("idempotency-key-reused", (await host.SendAsync(author.Bundle(), key: "k")).Json.Text("code"));
    }

    private static async Task<OpenJournal> StartAsync(bool run = true)
    {
        var cluster = await PostgresCluster.SharedAsync();
        return await OpenJournal.StartAsync(await cluster.CreateDatabaseAsync(Token), run);
    }
}
