using SharedSequencer.Publisher.Drivers.Cursors;

namespace SharedSequencer.Publisher.Drivers;

/// <summary>
/// Records driven blocks in their order while the node works on the next ones: what has come together meanwhile is recorded
/// at once. For one caller; after a failure it is of no more use.
/// </summary>
/// <param name="record">Records some blocks, all or none.</param>
internal sealed class BlockRecorder(Func<IReadOnlyList<BlockRecord>, CancellationToken, Task> record)
{
    /// <summary>Blocks that may wait: as many again can be on the node unrecorded, and are executed again after a crash.</summary>
    public const int MostWaiting = 32;

    private List<BlockRecord> _waiting = [];
    private Task _recording = Task.CompletedTask;

    /// <summary>Takes a block; waits only when too many are waiting already.</summary>
    public async Task AddAsync(BlockRecord block, CancellationToken cancellationToken)
    {
        _waiting.Add(block);
        if (_recording.IsCompleted || _waiting.Count == MostWaiting) await BeginAsync(cancellationToken);
    }

    /// <summary>Returns once everything taken is recorded.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count > 0) await BeginAsync(cancellationToken);
        await _recording;
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        await _recording;
        (var blocks, _waiting) = (_waiting, []);
        _recording = record(blocks, cancellationToken);
    }
}
