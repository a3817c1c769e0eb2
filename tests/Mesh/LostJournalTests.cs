using Npgsql;

namespace SharedSequencer.Mesh.Tests;

/// <summary>A validator that has forgotten what it signed must not sign again.</summary>
public sealed class LostJournalTests(MeshFixture mesh)
{
    private const string Name = "ordering";

    [Fact]
    public async Task An_ordering_service_whose_database_was_lost_does_not_begin_a_new_journal()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await mesh.Mesh.KillAsync(Name, cancellation);
        await ExecuteAsync("alter schema public rename to lost; create schema public");
        try
        {
            await mesh.Mesh.RestartAsync(Name, cancellation);
            var process = mesh.Mesh.Find(Name);
            await process.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromMinutes(1), cancellation);
            Assert.NotEqual(0, process.ExitCode);
            Assert.Contains("holds no journal", process.LogTail(100), StringComparison.Ordinal);
        }
        finally
        {
            await mesh.Mesh.KillAsync(Name, cancellation);
            await ExecuteAsync("drop schema public cascade; alter schema lost rename to public");
            await mesh.Mesh.RestartAsync(Name, cancellation);
        }

        await mesh.Mesh.WaitReadyAsync(Name, cancellation);
        await using var load = mesh.StartLoad();
        await load.AcceptedAsync(40);
        await load.StopAsync();
        await mesh.AssertExecutedOnceAndInOrderAsync(cancellation);
    }

    private async Task ExecuteAsync(string statements)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var source = NpgsqlDataSource.Create(mesh.Endpoints.Databases[Name]);
        await using var command = source.CreateCommand(statements);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
