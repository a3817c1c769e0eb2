using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Tests.Validator;

/// <summary>The validator role on a real journal, without the web service around it.</summary>
internal sealed class RunningValidator : IFinalBlockSink, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<FinalizedBlock> _delivered = [];

    private RunningValidator(JournalSession session, IJournal journal, TimeProvider time)
    {
        Session = session;
        Gate = new CommitGate(journal, Options, time, NullLogger<CommitGate>.Instance);
        Loop = new ValidatorLoop(
            Gate, Chain, [this], Network, Traces = new BatchTraces(time),
            Unanswered = new UnansweredBlocks(time, NullLogger<UnansweredBlocks>.Instance), Options, time,
            NullLogger<ValidatorLoop>.Instance);
    }

    public static ValidatorOptions Options { get; } = new()
    {
        SnapshotEveryBlocks = 3,
        SubmitTimeoutMs = 60_000,
    };

    public JournalSession Session { get; }

    public CommitGate Gate { get; }

    public FinalChain Chain { get; } = new();

    public RecordedNetwork Network { get; } = new();

    public ValidatorLoop Loop { get; }

    public BatchTraces Traces { get; }

    public UnansweredBlocks Unanswered { get; }

    /// <summary>Ends when the loop ends.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public IReadOnlyList<FinalizedBlock> Delivered
    {
        get
        {
            lock (_delivered)
            {
                return [.. _delivered];
            }
        }
    }

    /// <summary>Takes the journal over, recovers and runs.</summary>
    /// <param name="database">Where the journal is.</param>
    /// <param name="network">Whose validator it is.</param>
    /// <param name="time">Both clocks.</param>
    /// <param name="wrap">Puts something between the loop and its journal.</param>
    public static Task<RunningValidator> Start(
        NpgsqlDataSource database, SampleNetwork network, TimeProvider time,
        Func<IJournal, IJournal>? wrap = null) => Start(database, network.Seat, time, wrap);

    /// <summary>The same for any validator of any committee; the others hear it and say nothing.</summary>
    public static async Task<RunningValidator> Start(
        NpgsqlDataSource database, ValidatorSeat seat, TimeProvider time, Func<IJournal, IJournal>? wrap = null)
    {
        var session = new JournalSession(
            database, seat, new JournalOptions { Init = true }, NullLogger<JournalSession>.Instance);
        var validator = new RunningValidator(session, wrap?.Invoke(session) ?? session, time);
        var recovered = await session.Open(CancellationToken.None);
        validator.Chain.Start(recovered);
        var core = new OrderingCore(seat.Signer, recovered);
        validator.Running = Task.Run(() => validator.Loop.Run(core, validator._stop.Token));
        return validator;
    }

    public void Take(FinalizedBlock block, ExpandedBlock expanded)
    {
        lock (_delivered)
        {
            _delivered.Add(block);
        }
    }

    public Task<SubmitResult> Submit(Batch batch) => Loop.Submit(batch, CancellationToken.None);

    /// <summary>Stops as a process would: nothing is finished that was not durable.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Running.ContinueWith(_ => { }, TaskScheduler.Default);
        Loop.Dispose();
        _stop.Dispose();
    }
}
