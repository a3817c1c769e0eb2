namespace SharedSequencer.Protocol;

/// <summary>The final part of the window: one look-up however many blocks it spans, forgetting what is older than W.</summary>
internal sealed class PlacedIndex
{
    private readonly Dictionary<PlacedTransaction, ChainTime> _placed = [];
    private readonly Queue<(ChainTime PlacedAt, IReadOnlySet<PlacedTransaction> Transactions)> _byAge = new();

    internal bool TryGet(PlacedTransaction transaction, out ChainTime placedAt) =>
        _placed.TryGetValue(transaction, out placedAt);

    internal void Add(IReadOnlySet<PlacedTransaction> transactions, ChainTime placedAt)
    {
        foreach (var transaction in transactions)
        {
            _placed[transaction] = placedAt;
        }

        _byAge.Enqueue((placedAt, transactions));
        Forget(placedAt);
    }

    private void Forget(ChainTime now)
    {
        while (_byAge.TryPeek(out var oldest) && oldest.PlacedAt.Plus(ProtocolDefaults.PlacedWindow) < now)
        {
            _byAge.Dequeue();
            foreach (var transaction in oldest.Transactions)
            {
                // A transaction placed again after it had been forgotten carries a later time: keep that one.
                if (_placed.TryGetValue(transaction, out var placedAt) && placedAt == oldest.PlacedAt)
                {
                    _placed.Remove(transaction);
                }
            }
        }
    }
}
