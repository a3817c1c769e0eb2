using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Which transactions were placed within W of chain time (R9). Blocks that are not final yet each add a layer, so
/// that branches do not see each other; finality settles a layer into an index that all later states share.
/// </summary>
public sealed class PlacedWindow
{
    private readonly PlacedIndex _index;
    private readonly Layer? _top;

    private PlacedWindow(PlacedIndex index, Layer? top)
    {
        _index = index;
        _top = top;
    }

    /// <summary>A window in which nothing was placed.</summary>
    public static PlacedWindow Empty() => new(new PlacedIndex(), null);

    /// <summary>Whether a transaction was placed in this branch within W before <paramref name="now"/>.</summary>
    public bool Contains(PlacedTransaction transaction, ChainTime now)
    {
        for (var layer = _top; layer is { Settled: false }; layer = layer.Below)
        {
            if (layer.Transactions.Contains(transaction))
            {
                return Remembers(layer.PlacedAt, now);
            }
        }

        return _index.TryGet(transaction, out var placedAt) && Remembers(placedAt, now);
    }

    /// <summary>This window plus what one more block places.</summary>
    internal PlacedWindow With(IReadOnlySet<PlacedTransaction> transactions, ChainTime placedAt)
    {
        var below = _top is { Settled: true } ? null : _top;
        return transactions.Count == 0 && below is null
            ? new PlacedWindow(_index, null)
            : new PlacedWindow(_index, new Layer(below, transactions, placedAt));
    }

    /// <summary>
    /// Makes the block of this window, and its ancestors, part of the shared index. Windows of other branches must
    /// not be used afterwards.
    /// </summary>
    internal void Settle()
    {
        var unsettled = new Stack<Layer>();
        for (var layer = _top; layer is { Settled: false }; layer = layer.Below)
        {
            unsettled.Push(layer);
        }

        foreach (var layer in unsettled)
        {
            _index.Add(layer.Transactions, layer.PlacedAt);
            layer.Settle();
        }
    }

    private static bool Remembers(ChainTime placedAt, ChainTime now) =>
        placedAt.Plus(ProtocolDefaults.PlacedWindow) >= now;

    private sealed class Layer(Layer? below, IReadOnlySet<PlacedTransaction> transactions, ChainTime placedAt)
    {
        public Layer? Below { get; private set; } = below;

        public IReadOnlySet<PlacedTransaction> Transactions { get; } = transactions;

        public ChainTime PlacedAt { get; } = placedAt;

        public bool Settled { get; private set; }

        public void Settle()
        {
            Settled = true;
            Below = null; // ancestors are settled too; do not keep them alive
        }
    }
}
