using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Mesh;

public sealed class FencedServiceTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_older_of_two_processes_with_one_journal_stops()
    {
        var network = new SampleNetwork();
        var folder = Directory.CreateTempSubdirectory("ordering-test-").FullName;
        var database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync(Never);
        string[] settings =
        [
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:Postgres={database}",
            "--Ordering:Roles=Validator",
        ];
        await using var older = RunningOrdering.Build(folder, network, settings);
        await using var newer = RunningOrdering.Build(folder, network, settings);
        await older.StartAsync(Never);
        var stopping = older.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        Assert.False(stopping.IsCancellationRequested);

        await newer.StartAsync(Never);

        await Eventually.HoldsAsync(() => stopping.IsCancellationRequested, "the older process stops", Never);
        Assert.False(newer.Services.GetRequiredService<IHostApplicationLifetime>()
            .ApplicationStopping.IsCancellationRequested);
        Directory.Delete(folder, recursive: true);
    }
}
