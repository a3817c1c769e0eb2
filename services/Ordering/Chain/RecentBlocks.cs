using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Chain;

/// <summary>
/// The newest final blocks in memory, because everyone who follows the chain asks for them at the same time.
/// Bounded in bytes; what is older is read from the journal. As many as may be told before they are in the journal (R19)
/// are kept whatever their size: they are nowhere else.
/// </summary>
internal sealed class RecentBlocks(long maxBytes, int fewestBlocks, TimeProvider time) : IFinalBlockSink
{
    private readonly Lock _gate = new();
    private readonly SortedList<ulong, (FinalizedBlock Block, long Bytes)> _blocks = [];
    private long _bytes;
    private TaskCompletionSource _next = NewSignal();

    public void Take(FinalizedBlock block, ExpandedBlock expanded)
    {
        var bytes = SizeOf(block, bodies: true);
        TaskCompletionSource taken;
        lock (_gate)
        {
            (taken, _next) = (_next, NewSignal());
            _blocks[block.Header.Height.Value] = (block, bytes);
            _bytes += bytes;
            while (_bytes > maxBytes && _blocks.Count > fewestBlocks)
            {
                _bytes -= _blocks.Values[0].Bytes;
                _blocks.RemoveAt(0);
            }
        }

        taken.SetResult();
    }

    /// <summary>Ends when a block of this height or a later one has come, or the time is over.</summary>
    public async Task WaitFor(Height height, TimeSpan limit, CancellationToken cancel)
    {
        using var over = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancel);
        while (!either.IsCancellationRequested && Next(height) is { } next)
        {
            await next.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancel.ThrowIfCancellationRequested();
    }

    /// <summary>The coming of the next block; null when the height is reached.</summary>
    private Task? Next(Height height)
    {
        lock (_gate)
        {
            return _blocks.Count > 0 && _blocks.Keys[^1] >= height.Value ? null : _next.Task;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Consecutive blocks from a height on, at least one, then as many as fit; null when that height is no
    /// longer or not yet here.
    /// </summary>
    public IReadOnlyList<FinalizedBlock>? From(Height from, int limit, long maxAnswerBytes, bool bodies)
    {
        lock (_gate)
        {
            var first = _blocks.IndexOfKey(from.Value);
            if (first < 0)
            {
                return null;
            }

            var answer = new List<FinalizedBlock>();
            var bytes = 0L;
            foreach (var (block, _) in _blocks.Values.Skip(first).Take(limit))
            {
                bytes += SizeOf(block, bodies);
                if (answer.Count > 0 && bytes > maxAnswerBytes)
                {
                    break;
                }

                answer.Add(bodies ? block : block.WithoutBatches());
            }

            return answer;
        }
    }

    /// <summary>About what a block takes in memory, some more than its encoding.</summary>
    private static long SizeOf(FinalizedBlock block, bool bodies)
    {
        const int perBlock = 2_048;
        const int perCertificate = 640;
        const int perEntry = 128;
        const int perOutcome = 96;
        var size = (long)perBlock + block.Finalization.Votes.Count * perEntry + block.Outcomes.Count * perOutcome;
        foreach (var certificate in block.Block.Certificates)
        {
            size += perCertificate + certificate.Entries.Count * perEntry + (bodies ? certificate.Size : 0);
        }

        return size;
    }
}
