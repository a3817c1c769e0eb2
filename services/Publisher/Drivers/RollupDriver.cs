using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.Publisher.Drivers.Cursors;
using SharedSequencer.Publisher.Drivers.EvmRpc;
using SharedSequencer.Publisher.Drivers.Reports;
using SharedSequencer.Publisher.Reporting;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Drivers;

/// <summary>
/// Drives one rollup's node for ever: aligns it with the stored mapping, executes what the archive holds beyond it,
/// records each block with its reports, and after any trouble starts over from the alignment.
/// </summary>
internal sealed class RollupDriver(
    RollupNode target,
    DriverStore store,
    ArchiveReader archive,
    ArchiveHeads heads,
    DriverOptions options,
    ReportSignal signal,
    LegSignal legSignal,
    Telemetry telemetry,
    TimeProvider time,
    ILogger<RollupDriver> logger)
{
    private const int AttemptsWithoutPause = 2;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly BlockExecutor _executor = new(target.Node);
    private readonly LegExaminer _examiner = new(target.Node);
    private readonly ChainAlignment _alignment = new(target.Node, store);
    private IReadOnlyList<Hash256> _suspects = [];
    private bool _sealsApart;
    private bool _oneByOne;
    private int _attempts;

    private ulong Id => target.Rollup.Value;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var aligned = await AlignAsync(cancellationToken);
                await FollowAsync(aligned, cancellationToken);
            }
            catch (NodeException problem)
            {
                Failed(problem.Fault.ToString(), problem.Message);
                // One call per request leaves the node no choice of order.
                _oneByOne |= problem.Fault == NodeFault.Disordered;
                var isAnswering = problem.Fault is NodeFault.Diverged or NodeFault.Disordered;
                if (!isAnswering || _attempts > AttemptsWithoutPause) await PauseAsync(cancellationToken);
            }
            catch (Exception problem) when (DatabaseTrouble.MayPass(problem))
            {
                Failed("Database", problem.Message);
                await PauseAsync(cancellationToken);
            }
        }
    }

    private async Task<AlignedHead> AlignAsync(CancellationToken cancellationToken)
    {
        var chainId = await target.Node.ChainIdAsync(cancellationToken);
        if (chainId != target.ChainId)
        {
            logger.WrongChain(Id, chainId, target.ChainId);
            throw new NodeException(NodeFault.Malformed, $"chain {chainId} where {target.ChainId} belongs");
        }

        var aligned = await _alignment.AlignAsync(cancellationToken);
        if (aligned.RolledBack > 0) logger.NodeRolledBack(Id, aligned.RolledBack);
        if (aligned.Lost > 0)
        {
            logger.NodeReplayed(Id, aligned.Lost);
            telemetry.Replaying(target.Rollup, aligned.Lost);
        }

        logger.DriverAligned(Id, aligned.Number, aligned.Head.Position.Number);
        return aligned;
    }

    private async Task FollowAsync(AlignedHead aligned, CancellationToken cancellationToken)
    {
        var (number, head) = (aligned.Number, aligned.Head);
        while (true)
        {
            var page = await archive.PageAsync(target.Rollup, number + 1, PageBounds.Stream, cancellationToken);
            if (page.Count > 0)
            {
                head = await DriveAsync(page, head, cancellationToken);
                number = page[^1].Number;
                continue;
            }

            var idle = TimeSpan.FromMilliseconds(options.IdleCheckMs);
            if (!await heads.WaitBeyondAsync(target.Rollup, number, idle, cancellationToken))
                await CheckHeadAsync(head, cancellationToken);
        }
    }

    /// <summary>
    /// Drives blocks one after the other. While the node works on one, those before are recorded and the senders of the next
    /// are recovered. What a crash leaves unrecorded on the node the alignment takes off.
    /// </summary>
    private async Task<NodeBlock> DriveAsync(
        IReadOnlyList<ArchivedRollupBlock> page, NodeBlock head, CancellationToken cancellationToken)
    {
        var following = ReadAsync(page[0]);
        // Stored with their blocks, so those of a page that is there are there.
        var legs = await store.LegsAsync(page[0].Number, page[^1].Number, cancellationToken);
        var recorder = new BlockRecorder(RecordAsync);
        try
        {
            for (var i = 0; i < page.Count; i++)
            {
                var block = await following;
                var next = i + 1 < page.Count ? following = ReadAsync(page[i + 1]) : null;
                (head, var record) = await DriveAsync(block, next, [.. legs[block.Number]], head, cancellationToken);
                await recorder.AddAsync(record, cancellationToken);
            }
        }
        finally
        {
            await recorder.FinishAsync(cancellationToken);
        }

        return head;
    }

    /// <summary>Executes a block; the caller records it.</summary>
    private async Task<(NodeBlock Head, BlockRecord Record)> DriveAsync(
        OrderedBlock block, Task<OrderedBlock>? next, BundleLegRow[] legs, NodeBlock head, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartDrive(heads.Head?.Trace ?? default, target.Rollup, block.Number);
        var started = time.GetTimestamp();
        var batch = _oneByOne ? 1 : options.CallsPerRequest;
        var execution = await _executor.ExecuteAsync(block, head, next, batch, _sealsApart, cancellationToken);
        Confirm(block.Number, execution);
        var executed = await _examiner.ExamineAsync([.. legs.Select(leg => leg.ToLeg())], execution, head, cancellationToken);
        Compare(legs, executed);
        telemetry.Driven(target.Rollup, execution.Outcomes, time.GetElapsedTime(started));
        (_suspects, _sealsApart, _oneByOne) = ([], false, false);
        var reports = ExecutionReports.Write(Id, block.Number, execution)
            .Select(payload => new ExecutionReportRow { Payload = payload, TraceParent = activity?.Id });
        return (execution.Head, new BlockRecord(new DrivenBlock(block.Number, execution.Head.Position), [.. reports], executed));
    }

    private async Task RecordAsync(IReadOnlyList<BlockRecord> blocks, CancellationToken cancellationToken)
    {
        await store.RecordAsync(blocks, cancellationToken);
        _attempts = 0;
        signal.Set();
        if (blocks.Any(block => block.Legs.Count > 0)) legSignal.Set();
        if (blocks.LastOrDefault(block => block.Block.Number % DriverStore.Sparse == 0) is { } last)
            await store.ThinOutAsync(last.Block.Number, cancellationToken);
    }

    /// <summary>
    /// A transaction that the node took and did not seal is skipped only if the same happens when the sealing comes apart: the
    /// first time the node may have sealed before it, or have lost its pool by a restart that nothing else shows.
    /// </summary>
    private void Confirm(ulong number, BlockExecution execution)
    {
        if (execution.Doubtful.Count == 0 || execution.Doubtful.SequenceEqual(_suspects)) return;
        (_suspects, _sealsApart) = (execution.Doubtful, true);
        throw new NodeException(
            NodeFault.Diverged,
            $"the node may have left {execution.Doubtful.Count} transactions out of block {number}; repeating to be sure");
    }

    /// <summary>A replay may show that a report was wrong; it was given all the same, and is not taken back.</summary>
    private void Compare(BundleLegRow[] before, IReadOnlyList<ExecutedLeg> now)
    {
        foreach (var (row, executed) in before.Zip(now))
        {
            if (row.Report is null || row.Succeeded == executed.Succeeded) continue;
            logger.LegDiffers(executed.Leg.Bundle, executed.Leg.Leg, Id, row.Succeeded, executed.Succeeded);
        }
    }

    private async Task CheckHeadAsync(NodeBlock head, CancellationToken cancellationToken)
    {
        var now = await target.Node.HeadAsync(cancellationToken);
        if (now.Position != head.Position)
            throw new NodeException(NodeFault.Diverged, $"the node's head is {now.Position}, not {head.Position}");
    }

    private void Failed(string fault, string problem)
    {
        _attempts++;
        telemetry.DriverFailed(target.Rollup, fault);
        if (_attempts % 10 == 0) logger.DriverStuck(Id, _attempts, problem);
        else logger.DriverFailed(Id, fault, problem);
    }

    private Task PauseAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(_attempts, 10) - 1);
        return Task.Delay(pause < LongestPause ? pause : LongestPause, time, cancellationToken);
    }

    private static Task<OrderedBlock> ReadAsync(ArchivedRollupBlock block) => Task.Run(() =>
        RollupBlockProof.TryDecode(block.Proof, out var proof)
            ? OrderedBlockReader.Read(proof.RollupBlock)
            : throw new InvalidOperationException($"The archived rollup block {block.Number} is damaged."));
}
