using System.Diagnostics;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.Publisher.Storage;

namespace SharedSequencer.Publisher.Follower;

/// <summary>
/// Keeps the archive at the head of the final chain: fetches what is missing at start, on a hint, and on a timer,
/// verifies it, stores it, and only then moves the heads. A lost hint costs one poll interval, never a block.
/// </summary>
internal sealed class ChainFollowing(
    OrderingBlocks ordering,
    StateRestore restore,
    ArchiveReader reader,
    ArchiveWriter archive,
    ArchiveHeads heads,
    FollowerState state,
    FollowerOptions options,
    Telemetry telemetry,
    TimeProvider time,
    ILogger<ChainFollowing> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private ulong _snapshotAbove;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var intake = new BlockIntake(await DatabaseTrouble.RetryAsync(
            restore.RestoreAsync, logger.DatabaseFailed, time, stoppingToken));
        _snapshotAbove = intake.State.Height.Value + (ulong)options.BlocksPerSnapshot;
        heads.Advance(ArchiveHead.Of(intake.State, default));
        logger.FollowerStarts(intake.State.Height.Value);

        var pause = PollInterval;
        var trace = default(ActivityContext);
        while (state.Refusal is null)
        {
            var stored = await TryFollowAsync(intake, trace, stoppingToken);
            pause = stored is null ? Longer(pause) : PollInterval;
            if (stored is not > 0) trace = await state.WaitAsync(pause, stoppingToken);
        }
    }

    private TimeSpan PollInterval => TimeSpan.FromMilliseconds(options.PollIntervalMs);

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    /// <summary>Fetches and stores one page; returns the number of blocks, or null when it must be tried again.</summary>
    private async Task<int?> TryFollowAsync(
        BlockIntake intake, ActivityContext trace, CancellationToken cancellationToken)
    {
        try
        {
            var page = await ordering.FetchAsync(
                intake.State.Height.Next, options.BlocksPerRequest, cancellationToken);
            state.Heard();
            return page.Blocks.Count == 0 ? 0 : await StoreAsync(intake, page, trace, cancellationToken);
        }
        catch (HttpRequestException problem)
        {
            logger.FetchFailed(intake.State.Height.Value + 1, problem.Message);
        }
        catch (TaskCanceledException problem) when (!cancellationToken.IsCancellationRequested)
        {
            logger.FetchFailed(intake.State.Height.Value + 1, problem.Message);
        }

        return null;
    }

    private async Task<int> StoreAsync(
        BlockIntake intake, BlockPage page, ActivityContext trace, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartArchive(trace);
        var started = time.GetTimestamp();
        var entries = new List<ArchiveEntry>(page.Blocks.Count);
        BlockRefusal? refusal = null;
        foreach (var encoded in page.Blocks)
        {
            if (!intake.TryTake(encoded, out var entry, out refusal)) break;
            entries.Add(entry);
        }

        if (entries.Count > 0)
        {
            var snapshotTaken = await AppendAsync(intake.State, entries, cancellationToken);
            heads.Advance(ArchiveHead.Of(intake.State, activity?.Context ?? trace));
            telemetry.Archived(entries, time.GetElapsedTime(started));
            if (snapshotTaken) await ReportAsync(intake.State.Height, cancellationToken);
        }

        if (refusal is not null) Stop(refusal);
        return entries.Count;
    }

    /// <summary>A report that is lost is made up for by the next.</summary>
    private async Task ReportAsync(Height height, CancellationToken cancellationToken)
    {
        try
        {
            await ordering.ReportArchivedAsync(height, cancellationToken);
        }
        catch (HttpRequestException problem)
        {
            logger.ArchiveReportFailed(height.Value, problem.Message);
        }
        catch (TaskCanceledException problem) when (!cancellationToken.IsCancellationRequested)
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
