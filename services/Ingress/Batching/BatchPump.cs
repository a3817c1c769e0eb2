using System.Diagnostics;
using System.Threading.Channels;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;

namespace SharedSequencer.Ingress.Batching;

/// <summary>
/// Drives the lanes' batches: cuts, seals, journals, publishes, sends again. One loop makes all decisions; publishes
/// run beside it, at most <see cref="BatchingOptions.MaxOpenPublishes"/> at once.
/// </summary>
internal sealed class BatchPump : IDisposable
{
    private readonly LaneDirectory _lanes;
    private readonly BatchSealer _sealer;
    private readonly IBatchPublisher _publisher;
    private readonly BatchingOptions _options;
    private readonly IngressClock _clock;
    private readonly ILogger<BatchPump> _logger;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly ITimer _timer;
    private int _journaling;
    private int _publishing;
    private int _turn;

    public BatchPump(
        LaneDirectory lanes, BatchSealer sealer, IBatchPublisher publisher, BatchingOptions options,
        IngressClock clock, ILogger<BatchPump> logger)
    {
        _lanes = lanes;
        _sealer = sealer;
        _publisher = publisher;
        _options = options;
        _clock = clock;
        _logger = logger;
        _timer = clock.Provider.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something may have become due: entries are durable, a publish returned, a block was seen.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await _wake.Reader.WaitToReadAsync(cancellationToken))
        {
            _wake.Reader.TryRead(out _);
            Turn(cancellationToken);
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Every lane gets a fair first chance: the turn starts at another lane each time.</summary>
    private void Turn(CancellationToken cancellationToken)
    {
        var lanes = _lanes.All;
        if (lanes.Length == 0) return;
        _turn = (_turn + 1) % lanes.Length;
        TimeSpan? due = null;
        var now = _clock.Now;
        for (var i = 0; i < lanes.Length; i++)
        {
            var lane = lanes[(_turn + i) % lanes.Length];
            while (HasSlotForCut && lane.TryCut(now) is { } plan) SealAndOpen(plan);
            while (HasSlotForPublish && lane.TryTakeDue(now) is { } batch) _ = PublishAsync(batch, cancellationToken);
            if (lane.NextDue(now) is { } next && (due is null || next < due)) due = next;
        }
        // Timers know whole milliseconds and leave off the rest: rounded up, or it would wake before the time.
        if (due is { } at)
            _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling((at - now).TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    private void SealAndOpen(BatchPlan plan)
    {
        Interlocked.Increment(ref _journaling);
        plan.Lane.Open(_sealer.Seal(plan));
    }

    private bool HasSlotForCut =>
        Volatile.Read(ref _journaling) + Volatile.Read(ref _publishing) < _options.MaxOpenPublishes;

    private bool HasSlotForPublish => Volatile.Read(ref _publishing) < _options.MaxOpenPublishes;

    /// <summary>Batches of a lane whose records are durable now.</summary>
    public void Journaled(List<BatchRecord> records)
    {
        foreach (var record in records) _lanes.Find(record.Lane)!.BatchJournaled(record.Sequence);
        Interlocked.Add(ref _journaling, -records.Count);
    }

    private async Task PublishAsync(DueBatch due, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _publishing);
        var delivered = false;
        var started = _clock.Now;
        using var activity = Telemetry.StartPublish(due);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(_options.PublishTimeoutMilliseconds);
            var bytes = due.Encoded.IsEmpty ? _sealer.Encode(due.Record, due.Entries) : due.Encoded;
            await _publisher.PublishAsync(due.Lane.Lane, bytes, limit.Token);
            delivered = true;
        }
        catch (BatchChangedException changed)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            _logger.BatchChanged(changed, due.Lane.Lane.Value, due.Record.Sequence);
        }
        catch (Exception failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            if (!cancellationToken.IsCancellationRequested)
                _logger.PublishFailed(failure, due.Lane.Lane.Value, due.Record.Sequence, due.Batch.Attempts);
        }
        finally
        {
            due.Lane.Published(due.Batch, delivered, _clock.Now);
            Telemetry.BatchPublished(due, delivered, _clock.Now - started);
            Interlocked.Decrement(ref _publishing);
            Wake();
        }
    }
}
