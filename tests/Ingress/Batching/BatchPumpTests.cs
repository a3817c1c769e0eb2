using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Batching;

/// <summary>The pump over one lane that a restart found with an open batch, and an entry that is in none.</summary>
public sealed class BatchPumpTests : IBatchPublisher, ILogger<BatchPump>, IAsyncDisposable
{
    private static readonly Lane Lane = new(1);

    private readonly FakeTimeProvider _time = new();
    private readonly NpgsqlDataSource _unused = NpgsqlDataSource.Create("Host=127.0.0.1");
    private readonly PrivateKey _key = TestNetwork.Key("ingress");
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<byte[]> _published = Channel.CreateUnbounded<byte[]>();
    private readonly Channel<LogLevel> _logged = Channel.CreateUnbounded<LogLevel>();
    private Exception? _failure;
    private Task _running = Task.CompletedTask;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _unused.DisposeAsync();
        _key.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_full_lane_with_overdue_entries_is_sent_again_without_any_event()
    {
        using var pump = Start(isChanged: false);
        var first = await NextAsync(_published);
        await Eventually.HoldsAsync(() => Lanes.Find(Lane)!.NextDue(Clock.Now) is not null, "the publish returned", Token);

        await Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                return _published.Reader.Count > 0;
            },
            "the timer fired", Token);

        Assert.Equal(first, await NextAsync(_published));
    }

    [Fact]
    public async Task Whatever_a_publish_throws_is_logged()
    {
        _failure = new InvalidOperationException("broken on purpose");
        using var pump = Start(isChanged: false);
        Assert.Equal(LogLevel.Warning, await NextAsync(_logged));
    }

    [Fact]
    public async Task A_batch_that_the_journal_does_not_give_back_never_leaves_and_is_told_loudly()
    {
        using var pump = Start(isChanged: true);
        Assert.Equal(LogLevel.Critical, await NextAsync(_logged));
        Assert.Equal(0, _published.Reader.Count);
    }

    Task IBatchPublisher.PublishAsync(Lane lane, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken)
    {
        if (_failure is not null) throw _failure;
        _published.Writer.TryWrite(batch.ToArray());
        return Task.CompletedTask;
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => _logged.Writer.TryWrite(logLevel);

    private static Task<T> NextAsync<T>(Channel<T> channel) =>
        channel.Reader.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);

    private IngressClock Clock => field ??= new IngressClock(_time);

    private LaneDirectory Lanes => field ??= new LaneDirectory(new LaneParts(
        new LimitsOptions(), Options, BatchSizeLimits.For(100, 100_000),
        new JournalWriter(
            new JournalStore(_unused), new JournalOptions(), _time, NullLogger<JournalWriter>.Instance),
        new RecentHashes(100), new SharedRoom(1_000_000), Clock));

    private static BatchingOptions Options => new() { MaxOpenBatchesPerLane = 1, ResendWindow = 1 };

    private BatchPump Start(bool isChanged)
    {
        var sealer = new BatchSealer(new TestNetwork(1).Genesis.NetworkId, _key, Clock);
        var lane = Lanes.GetOrAdd(new LaneIdentity(Lane, 10_001), judgesNonces: false);
        Entry[] entries = [Entry(1), Entry(2)];
        var record = sealer.Seal(new BatchPlan(lane, new BatchRange(1, 1), entries[..1], 1, Hash256.Zero, 0, null)).Record;
        var image = new LaneImage { LastPosition = 2, BatchedThrough = 1, LastBatch = record };
        image.Open.Add(isChanged ? record with { CreatedMilliseconds = record.CreatedMilliseconds + 1 } : record);
        image.Entries.AddRange(entries);
        lane.Restore(image, Clock.Now);
        var pump = new BatchPump(Lanes, sealer, this, Options, Clock, this);
        pump.Wake();
        _running = pump.RunAsync(_stop.Token);
        return pump;
    }

    private static Entry Entry(long position) => new()
    {
        Lane = Lane,
        Hash = Keccak256.Hash([(byte)position]),
        Sender = Address.Zero,
        Nonce = (ulong)position,
        Raw = new[] { (byte)position },
        ReceivedMilliseconds = 0,
        Position = position,
    };
}
