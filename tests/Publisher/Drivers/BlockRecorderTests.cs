using SharedSequencer.Publisher.Drivers;
using SharedSequencer.Publisher.Drivers.Cursors;
using SharedSequencer.Publisher.Drivers.EvmRpc;

namespace SharedSequencer.Publisher.Tests.Drivers;

public sealed class BlockRecorderTests
{
    private readonly List<ulong[]> _recorded = [];
    private readonly Queue<TaskCompletionSource> _open = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_comes_together_while_one_is_recorded_is_recorded_at_once_and_in_order()
    {
        var recorder = new BlockRecorder(RecordAsync);
        for (var number = 1UL; number <= 4; number++) await recorder.AddAsync(Block(number), Token);
        Assert.Equal([[1UL]], _recorded);

        var finished = recorder.FinishAsync(Token);
        _open.Dequeue().SetResult();

        Assert.Equal([[1UL], [2UL, 3UL, 4UL]], _recorded);
        Assert.False(finished.IsCompleted);
        _open.Dequeue().SetResult();
        await finished;
    }

    [Fact]
    public async Task A_lone_block_is_recorded_without_waiting_for_another()
    {
        var recorder = new BlockRecorder(RecordAsync);

        await recorder.AddAsync(Block(1), Token);

        Assert.Equal([[1UL]], _recorded);
    }

    [Fact]
    public async Task Whoever_drives_waits_when_too_many_are_unrecorded()
    {
        var recorder = new BlockRecorder(RecordAsync);
        for (var number = 1UL; number <= BlockRecorder.MostWaiting; number++) await recorder.AddAsync(Block(number), Token);

        var waits = recorder.AddAsync(Block(BlockRecorder.MostWaiting + 1), Token);

        Assert.False(waits.IsCompleted);
        _open.Dequeue().SetResult();
        await waits;
        Assert.Equal(BlockRecorder.MostWaiting, _recorded[1].Length);
    }

    [Fact]
    public async Task A_failure_to_record_ends_the_driving()
    {
        var recorder = new BlockRecorder(RecordAsync);
        await recorder.AddAsync(Block(1), Token);

        _open.Dequeue().SetException(new IOException("the database is gone"));

        await Assert.ThrowsAsync<IOException>(() => recorder.AddAsync(Block(2), Token));
        await Assert.ThrowsAsync<IOException>(() => recorder.FinishAsync(Token));
        Assert.Single(_recorded);
    }

    private static BlockRecord Block(ulong number) => new(new DrivenBlock(number, default), [], []);

    private Task RecordAsync(IReadOnlyList<BlockRecord> blocks, CancellationToken cancellationToken)
    {
        _recorded.Add([.. blocks.Select(block => block.Block.Number)]);
        var open = new TaskCompletionSource();
        _open.Enqueue(open);
        return open.Task;
    }
}
