using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ingress.Tests.Journal;

/// <summary>The journal of a process on a real database; what is not run yet is held back.</summary>
internal sealed class OpenJournal : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();

    private OpenJournal(NpgsqlDataSource source, JournalStore store, JournalWriter writer) =>
        (Source, Store, Writer) = (source, store, writer);

    public NpgsqlDataSource Source { get; }

    public JournalStore Store { get; }

    public JournalWriter Writer { get; }

    public Task Running { get; private set; } = Task.CompletedTask;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<OpenJournal> StartAsync(
        string database, bool run = true, int longestWait = 60_000, TimeProvider? time = null)
    {
        var source = NpgsqlDataSource.Create(database);
        await SqlMigrator.MigrateAsync(source, SqlScript.FromAssembly(typeof(JournalWriter).Assembly), Token);
        var store = new JournalStore(source);
        var writer = new JournalWriter(
            store, new JournalOptions { LongestWaitMilliseconds = longestWait }, time ?? TimeProvider.System,
            NullLogger<JournalWriter>.Instance);
        writer.ContinueAfter(await store.OpenAsync(Token));
        var journal = new OpenJournal(source, store, writer);
        if (run) journal.Run();
        return journal;
    }

    public void Run() => Running = Writer.RunAsync(_stop.Token);

    public Task<bool> Append(Entry entry) => Writer.Append(entry, static (group, e) => group.Entries.Add(e));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Writer.Dispose();
        await Source.DisposeAsync();
        _stop.Dispose();
    }
}
