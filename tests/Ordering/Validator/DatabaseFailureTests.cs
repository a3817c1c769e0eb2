using Npgsql;
using SharedSequencer.Ordering.Tests.Journal;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Validator;

public sealed class DatabaseFailureTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly SampleNetwork _network = new();

    [Fact]
    public async Task Connections_that_break_in_the_middle_of_commits_lose_nothing_and_repeat_nothing()
    {
        await using var database = await JournalDatabase.Create(Never);
        await using var validator = await RunningValidator.Start(database, _network, TimeProvider.System);
        var batches = new List<Batch> { _network.Registration(TimeProvider.System) };
        await Order(validator, batches[0]);
        await using var admin =
            await NpgsqlDataSource.Create(database.ConnectionString).OpenConnectionAsync(Never);
        var broken = 0;

        // A commit is short: how many must run until one was hit is up to the machine.
        for (var i = 0; i < 12 || (i < 5_000 && broken == 0); i++)
        {
            batches.Add(_network.Transfers(TimeProvider.System));
            var submitted = validator.Submit(batches[^1]);
            broken += await BreakOnce(admin, submitted);
            Assert.Equal(SubmitResult.Durable, await submitted);
        }

        Assert.True(broken > 0);
        await Order(validator, batches[^1]);
        AssertOrderedOnce(validator, batches);
    }

    [Fact]
    public async Task A_killed_server_stops_the_validator_until_it_is_back()
    {
        await using var cluster = await PostgresCluster.StartAsync(Never);
        await using var database = await JournalDatabase.Create(cluster, Never);
        await using var validator = await RunningValidator.Start(database, _network, TimeProvider.System);
        var batches = new List<Batch> { _network.Registration(TimeProvider.System) };
        await Order(validator, batches[0]);

        await cluster.KillAsync(Never);
        await Eventually.HoldsAsync(() => !validator.Gate.IsWritable, "the validator is not ready", Never);
        batches.Add(_network.Transfers(TimeProvider.System));
        var submitted = validator.Submit(batches[1]);
        await cluster.StartServerAsync(Never);

        Assert.Equal(SubmitResult.Durable, await submitted);
        Assert.True(validator.Gate.IsWritable);
        await Order(validator, batches[1]);
        AssertOrderedOnce(validator, batches);
    }

    /// <summary>
    /// Breaks what is being committed, once: a machine on which a commit takes longer than breaking it would never get any
    /// further.
    /// </summary>
    private static async Task<int> BreakOnce(NpgsqlConnection admin, Task submitted)
    {
        await using var terminate = new NpgsqlCommand(
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and state = 'active'
            """,
            admin);
        long broken = 0;
        while (broken == 0 && !submitted.IsCompleted)
        {
            broken = (long)(await terminate.ExecuteScalarAsync(Never))!;
        }

        return (int)broken;
    }

    private static Task Order(RunningValidator validator, Batch batch) => SubmitAndWait(validator, batch);

    private static async Task SubmitAndWait(RunningValidator validator, Batch batch)
    {
        await validator.Submit(batch);
        await Eventually.HoldsAsync(
            () => validator.Chain.HasPassed(batch.Header), "the batch is final", Never);
    }

    private static void AssertOrderedOnce(RunningValidator validator, List<Batch> batches)
    {
        var ordered =
            validator.Delivered.SelectMany(block => block.Block.Certificates).Select(item => item.Digest);
        Assert.Equal(batches.Select(batch => batch.Digest), ordered);
    }
}
