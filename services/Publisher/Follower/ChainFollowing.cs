using System.Diagnostics;
using SharedSequencer.Following;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Follower;

/// <summary>
/// Keeps the archive at the head of the final chain: fetches what is missing at start, on a hint, and on a timer,
/// verifies it, stores it, and only then moves the heads. A lost hint costs one poll interval, never a block.
/// </summary>
internal sealed class ChainFollowing(
    OrderingBlocks ordering,
    ArchiveReports reports,
    ArchiveRestore restore,
    ArchiveReader reader,
    ArchiveWriter archive,
    ArchiveHeads heads,
    FollowState state,
    HintBell hints,
    FollowerOptions options,
    Telemetry telemetry,
    TimeProvider time,
    ILogger<ChainFollowing> logger) : BackgroundService, IFollowing
{
    private BlockVerifier? _verifier;
    private ulong _snapshotAbove;
    private ActivityContext _trace;

    private BlockVerifier Verifier => _verifier ?? throw new InvalidOperationException("The archive is not open yet.");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _verifier = await DatabaseTrouble.RetryAsync(restore.RestoreAsync, logger.DatabaseFailed, time, stoppingToken);
        var start = Verifier.State;
        _snapshotAbove = start.Height.Value + (ulong)options.BlocksPerSnapshot;
        heads.Advance(ArchiveHead.Of(start, default));
        logger.FollowerStarts(start.Height.Value);
        var pace = FollowPace.Of(TimeSpan.FromMilliseconds(options.PollIntervalMs));
        await new FollowLoop(this, pace, time).RunAsync(stoppingToken);
    }

    public Task<BlockPage> FetchAsync(CancellationToken cancellationToken) => ordering.FetchAsync(
        Verifier.State.Height.Next, options.BlocksPerRequest, withBatches: true, wait: 0, cancellationToken);

    public void FetchFailed(Exception problem) =>
        logger.FetchFailed(Verifier.State.Height.Value + 1, problem.Message);

    public async Task RestAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        _trace = await hints.WaitAsync(limit, cancellationToken);

    public async Task<PageResult> TakeAsync(BlockPage page, CancellationToken cancellationToken)
    {
        state.Heard();
        if (page.Blocks.Count == 0) return PageResult.Taken;
        using var activity = telemetry.StartArchive(_trace);
        var started = time.GetTimestamp();
        var entries = Verify(page, out var refusal);
        if (entries.Count > 0)
        {
            var after = Verifier.State;
            var snapshotTaken = await AppendAsync(after, entries, cancellationToken);
            heads.Advance(ArchiveHead.Of(after, activity?.Context ?? _trace));
            telemetry.Archived(entries, time.GetElapsedTime(started));
            if (snapshotTaken) await ReportAsync(after.Height, cancellationToken);
        }

        if (refusal is null) return PageResult.Taken;
        Stop(refusal);
        return PageResult.Ended;
    }

    private List<ArchiveEntry> Verify(BlockPage page, out BlockRefusal? refusal)
    {
        refusal = null;
        var entries = new List<ArchiveEntry>(page.Blocks.Count);
        foreach (var encoded in page.Blocks)
        {
            if (!Verifier.TryTake(encoded, out var verified, out refusal)) break;
            entries.Add(ArchiveEntry.Of(verified));
        }

        return entries;
    }

    /// <summary>A report that is lost is made up for by the next.</summary>
    private async Task ReportAsync(Height height, CancellationToken cancellationToken)
    {
        try
        {
            await reports.SendAsync(height, cancellationToken);
        }
        catch (Exception problem) when (SourceTrouble.MayPass(problem) && !cancellationToken.IsCancellationRequested)
        {
            logger.ArchiveReportFailed(height.Value, problem.Message);
        }
    }

    /// <summary>
    /// Tries until the database takes it: the state is already ahead of the archive. Tells whether a snapshot was taken.
    /// </summary>
    private async Task<bool> AppendAsync(
        ChainState after, IReadOnlyList<ArchiveEntry> entries, CancellationToken cancellationToken)
    {
        var snapshot = after.Height.Value >= _snapshotAbove ? StoredState.Of(after) : null;
        await DatabaseTrouble.RetryAsync(
            async token =>
            {
                // A commit whose answer was lost is there already.
                if (await reader.HeadAsync(token) < after.Height) await archive.AppendAsync(entries, snapshot, token);
                return true;
            },
            logger.DatabaseFailed,
            time,
            cancellationToken);
        if (snapshot is not null) _snapshotAbove = after.Height.Value + (ulong)options.BlocksPerSnapshot;
        return snapshot is not null;
    }

    private void Stop(BlockRefusal refusal)
    {
        state.Stop(refusal);
        telemetry.Refused(refusal.Fault);
        logger.BlockRefused(refusal);
    }
}
