using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Ordering.Tests.Mesh;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Committee;

/// <summary>One bare validator of a committee: the whole service on real sockets, with a database of its own.</summary>
internal sealed class HostedValidator(CommitteeNetwork network, int seat, IReadOnlyList<int> ports) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ordering-test-").FullName;
    private string? _database;
    private WebApplication? _app;

    public WebApplication App => _app ?? throw new InvalidOperationException("The validator is not running.");

    public string Database => _database!;

    public FinalChain Chain => App.Services.GetRequiredService<FinalChain>();

    public Height Height => Chain.State?.Height ?? default;

    /// <summary>Starts it as its Program would.</summary>
    public async Task Start(CancellationToken cancel, params string[] settings)
    {
        _database ??= await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync(cancel);
        _app = RunningOrdering.Build(_folder, network.Genesis, CommitteeNetwork.SecretOf(seat), [
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:Postgres={_database}",
            "--Ordering:Roles=Validator",
            $"--Ordering:PeerPort={ports[seat]}",
            .. ports.Select((port, peer) => $"--Ordering:Peers:{peer}:Url=https://127.0.0.1:{port}"),
            .. settings,
        ]);
        await _app.StartAsync(cancel);
    }

    public async Task Stop()
    {
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
        _app = null;
    }

    /// <summary>Loses the database; the key is kept apart.</summary>
    public void Wipe() => _database = null;

    public Task<SubmitResult> Submit(Batch batch, CancellationToken cancel) =>
        App.Services.GetRequiredService<IBatchSubmission>().Submit(batch, cancel);

    /// <summary>The final chain as the journal holds it.</summary>
    public Task<IReadOnlyList<FinalizedBlock>> Blocks(CancellationToken cancel) =>
        App.Services.GetRequiredService<JournalBlocks>()
            .Read(new Height(1), 100_000, long.MaxValue, bodies: true, cancel);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await Stop();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
