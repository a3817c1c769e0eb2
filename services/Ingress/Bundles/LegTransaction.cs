using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>A transaction that a bundle brings to a rollup.</summary>
internal readonly record struct LegTransaction(Lane Lane, Hash256 Hash, Address Sender, ulong Nonce)
{
    /// <summary>Those of a bundle that was checked before, by leg; a recovery for each.</summary>
    /// <exception cref="InvalidOperationException">One is no signed transaction.</exception>
    public static LegTransaction[] Of(Bundle bundle)
    {
        var all = new List<LegTransaction>();
        for (var i = 0; i < bundle.Legs.Count; i++)
        {
            var lane = Lane.Of(bundle.Terms.Legs[i].Rollup);
            foreach (var raw in bundle.Legs[i].Transactions)
            {
                if (!TransactionView.TryDecode(raw.Span, out var view, out _) || !view.TryRecoverSender(out var sender))
                    throw new InvalidOperationException($"a transaction of bundle {bundle.Id} is damaged");
                all.Add(new LegTransaction(lane, view.ComputeHash(), sender, view.Nonce));
            }
        }
        return [.. all];
    }
}
