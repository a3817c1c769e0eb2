using Microsoft.AspNetCore.Builder;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Mesh;

/// <summary>The service with the validator role only, on a database and a port of its own.</summary>
internal sealed class BareValidator : IAsyncDisposable
{
    private readonly string _folder;

    private BareValidator(string folder, string database, WebApplication app) =>
        (_folder, Database, App) = (folder, database, app);

    public string Database { get; }

    public WebApplication App { get; }

    /// <summary>Builds it without starting it.</summary>
    /// <param name="network">Whose validator it is.</param>
    /// <param name="cancel">Ends the preparation.</param>
    /// <param name="settings">What differs from the usual configuration.</param>
    public static async Task<BareValidator> Build(
        SampleNetwork network, CancellationToken cancel, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("ordering-test-").FullName;
        var database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync(cancel);
        var app = RunningOrdering.Build(folder, network, [
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:Postgres={database}",
            "--Ordering:Roles=Validator",
            .. settings,
        ]);
        return new BareValidator(folder, database, app);
    }

    /// <summary>Starts it and gives a client for its port.</summary>
    public async Task<HttpClient> Start(CancellationToken cancel)
    {
        await App.StartAsync(cancel);
        return new HttpClient { BaseAddress = new Uri(App.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
