using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>Makes an entry of the cross-rollup lane of an item.</summary>
internal sealed class ItemEntries(IngressClock clock)
{
    public Entry Make(BundleItem item, in Address sender, KeyedBundle? key = null, params LegTransaction[] legs)
    {
        var raw = item.Encode();
        return new Entry
        {
            Lane = Lane.Shared,
            Hash = Keccak256.Hash(raw),
            Sender = sender,
            Nonce = 0,
            Raw = raw,
            ReceivedMilliseconds = clock.WallMilliseconds,
            Key = key,
            Bundle = item is BundleItem.Submit submit ? BundleName.Of(submit.Bundle) : null,
            Legs = legs,
        };
    }
}
