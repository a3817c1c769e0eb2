using System.Diagnostics;
using System.Threading.Channels;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Delivery;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Dispatch;

/// <summary>
/// Tells the queues what has become final, each again until it answers. After a restart it begins where the
/// journal says everything was told; telling something twice is harmless.
/// </summary>
internal sealed class Dispatcher(
    DispatchBoard board, IQueueDoor queues, JournalSession session, JournalBlocks blocks, BatchTraces traces,
    DispatchOptions options, TimeProvider time) : BackgroundService, IFinalBlockSink, IRecoveryStep
{
    private const int Page = 256;
    private const long PageBytes = 8 * 1024 * 1024;

    // As long as the number of lanes: a lane is in it at most once.
    private readonly Channel<Lane> _work = Channel.CreateUnbounded<Lane>();

    public void Take(FinalizedBlock block, ExpandedBlock expanded) => Add(block);

    public async Task Recover(ChainState final, CancellationToken cancel)
    {
        var told = await session.Read(Watermark.Dispatched, cancel);
        board.Reach(told);
        for (var next = told.Next; next <= final.Height;)
        {
            foreach (var block in await blocks.Read(next, Page, PageBytes, bodies: false, cancel))
            {
                Add(block);
                next = block.Header.Height.Next;
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Enumerable.Range(0, options.Concurrency)
            .Select(_ => Work(stoppingToken))
            .Append(Mark(stoppingToken)));

    private void Add(FinalizedBlock block)
    {
        var ordered = block.Block.Certificates.Select(certificate => certificate.Batch);
        foreach (var lane in ordered.GroupBy(batch => batch.Lane))
        {
            var news = LaneNews.Of(block.Header, lane, traces.ContextOf(lane.First().Digest));
            if (board.Add(lane.Key, news))
            {
                _work.Writer.TryWrite(lane.Key);
            }
        }

        board.Reach(block.Header.Height);
    }

    private async Task Work(CancellationToken cancel)
    {
        await foreach (var lane in _work.Reader.ReadAllAsync(cancel))
        {
            var told = await Tell(lane, board.Take(lane), cancel);
            if (!told)
            {
                await Task.Delay(options.Retry, time, cancel);
            }

            if (board.Finish(lane, told))
            {
                _work.Writer.TryWrite(lane);
            }
        }
    }

    private async Task<bool> Tell(Lane lane, LaneNews news, CancellationToken cancel)
    {
        using var span = Telemetry.Source.StartActivity(
            Telemetry.Dispatch, ActivityKind.Internal, news.Trace);
        span?.SetTag(Telemetry.Lane, lane.ToString()).SetTag(Telemetry.Height, news.Newest.Height.ToString());
        var answer = await queues.Tell(lane, news.Notice(), cancel);
        Telemetry.Dispatches.Add(
            1, new KeyValuePair<string, object?>(Telemetry.Outcome, answer is null ? "unanswered" : "told"));
        return answer is not null;
    }

    private async Task Mark(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(options.MarkEvery, time);
        var marked = board.Told;
        while (await timer.WaitForNextTickAsync(cancel))
        {
            var told = board.Told;
            if (told > marked && await TryMark(told, cancel))
            {
                marked = told;
            }
        }
    }

    /// <summary>
    /// Behind by one mark costs a few notices after a restart, so a database that is away is no matter here.
    /// </summary>
    private async Task<bool> TryMark(Height told, CancellationToken cancel)
    {
        try
        {
            await session.Mark(Watermark.Dispatched, told, cancel);
            return true;
        }
        catch (Npgsql.NpgsqlException)
        {
            return false;
        }
    }
}
