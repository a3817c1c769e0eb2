namespace SharedSequencer.Ordering.Peers;

/// <summary>
/// Bounds what one peer may have between its socket and the loop, in bytes and in messages: when it is used up, its
/// connection is not read on and TCP holds the sender back.
/// </summary>
/// <param name="bytes">Bytes of messages; a single larger one gets all of it. Of messages, one per 64 KiB.</param>
internal sealed class PeerRoom(int bytes) : IDisposable
{
    private const int UnitBytes = 64 * 1024;

    private readonly int _capacity = Math.Max(1, bytes / UnitBytes);
    private readonly SemaphoreSlim _units = new(Math.Max(1, bytes / UnitBytes));
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Waits for room.</summary>
    public async Task<Share> Take(int size, CancellationToken cancel)
    {
        var wanted = Math.Min(_capacity, 1 + (size / UnitBytes));
        var taken = 0;
        // One at a time: two that each hold a part would wait for each other.
        await _turn.WaitAsync(cancel);
        try
        {
            while (taken < wanted)
            {
                await _units.WaitAsync(cancel);
                taken++;
            }

            return new Share(_units, taken);
        }
        catch (OperationCanceledException) when (taken > 0)
        {
            _units.Release(taken);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _units.Dispose();
        _turn.Dispose();
    }

    /// <summary>Room that a message occupies.</summary>
    internal readonly record struct Share(SemaphoreSlim Units, int Count)
    {
        /// <summary>To be called once, when the message is taken or dropped.</summary>
        public void Return() => Units.Release(Count);
    }
}
