using SharedSequencer.Bundles.Saga;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Bundles.Tests.Support;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Tests.Saga;

/// <summary>The table of the README is what the state machine does: every state, every message.</summary>
public sealed class StateTableTests
{
    private const string None = "none";
    private static readonly Dictionary<string, Func<Bundle, IBundleMessage>> Messages = new()
    {
        ["BundleValidated"] = bundle => new BundleValidated(bundle, Samples.Now),
        ["ordered: placed"] = Samples.Included,
        ["ordered: placed, execution"] = Samples.Included,
        ["ordered: refused"] = bundle => Samples.Refused(bundle, OutcomeCode.Expired),
        ["LegReported"] = bundle => new LegReported(bundle.Id, 1, HasSucceeded: true, Samples.Now),
        ["decided: commit"] = bundle => new BundleDecided(bundle.Id, OutcomeCode.Committed, Samples.Now),
        ["decided: abort"] = bundle => new BundleDecided(bundle.Id, OutcomeCode.AbortedDeadline, Samples.Now),
        ["executed: some"] = bundle => Samples.Executed(bundle, 1, 1, 0),
        ["executed: all"] = bundle => Samples.Executed(bundle, 1, 1, 2),
        ["time: due"] = bundle => new ChainTimeReached(bundle.Id, 1, Samples.MuchLater),
        ["time: not due"] = bundle => new ChainTimeReached(bundle.Id, 1, Samples.Now),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_message_in_every_state_does_what_the_README_says()
    {
        await using var sagas = await SagaFixture.CreateAsync(Token);
        var (columns, rows) = ReadTable();
        Assert.Equal(Messages.Keys.Order(), columns.Order());
        Assert.Equal(Enum.GetNames<BundleState>().Append(None).Order(), rows.Select(row => row.State).Order());

        foreach (var (state, cells) in rows)
        {
            foreach (var (column, cell) in columns.Zip(cells))
                Assert.Equal((state, column, cell), (state, column, await PlayAsync(sagas, state, column)));
        }
    }

    /// <summary>What a message does, in the words of the table.</summary>
    private static async Task<string> PlayAsync(SagaFixture sagas, string state, string column)
    {
        var isExecution = column == "ordered: placed, execution" || state is "Preparing" or "Committed" or "Aborted" or "Refused"
            || column.StartsWith("decided", StringComparison.Ordinal);
        var mode = isExecution && column != "ordered: placed" ? BundleMode.Execution : BundleMode.Inclusion;
        var bundle = Samples.Bundle(mode, $"{state} {column}");
        if (state != None) await InsertAsync(sagas, bundle, state);

        var result = await sagas.HandleAsync(Messages[column](bundle), Token);

        var after = await StateOfAsync(sagas, bundle);
        if (result == HandledAs.Moved) return $"→ {after}";
        Assert.Equal(state == None ? null : state, after);
        return result.ToString().ToLowerInvariant();
    }

    private static async Task InsertAsync(SagaFixture sagas, Bundle bundle, string state)
    {
        await using var context = await sagas.ContextAsync(Token);
        var saga = BundleSaga.Of(bundle, Samples.Now);
        saga.State = state;
        saga.DueMs = state is "Validated" or "Included" ? saga.NotAfter : null;
        saga.Legs[0].Take([1, 1]);
        context.Sagas.Add(saga);
        await context.SaveChangesAsync(Token);
    }

    private static async Task<string?> StateOfAsync(SagaFixture sagas, Bundle bundle)
    {
        await using var context = await sagas.ContextAsync(Token);
        return (await context.Sagas.FindAsync([BundleSaga.KeyOf(bundle.Id)], Token))?.State;
    }

    private static (List<string> Columns, List<(string State, List<string> Cells)> Rows) ReadTable()
    {
        var lines = File.ReadAllLines(Path.Combine(Root(), "services/Bundles/README.md"))
            .SkipWhile(line => !line.StartsWith("| | BundleValidated", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToList())
            .ToList();
        return (lines[0][1..], lines[2..].ConvertAll(cells => (cells[0], cells[1..])));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SharedSequencer.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
