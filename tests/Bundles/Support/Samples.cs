using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Bundles.Tests.Support;

/// <summary>Bundles of two legs and messages about them, without a chain.</summary>
internal static class Samples
{
    public static readonly TestNetwork Network = new(7, 8);
    public static readonly TestBundles Bundles = new(Network.Genesis.NetworkId, new RollupId(7), new RollupId(8));
    public static readonly ChainTime NotAfter = Network.Genesis.Time.Plus(TimeSpan.FromMinutes(1));

    /// <summary>A moment before every time-out.</summary>
    public static readonly ChainMoment Now = new(5, Network.Genesis.Time.Milliseconds + 1_000);

    /// <summary>A moment after every time-out.</summary>
    public static readonly ChainMoment MuchLater = new(9_000, Network.Genesis.Time.Milliseconds + 86_400_000);

    public static Bundle Bundle(BundleMode mode, string salt) => Bundles.Of(Bundles.Terms(mode, NotAfter, salt));

    public static BundleOrdered Included(Bundle bundle) => new(
        bundle,
        OutcomeCode.Included,
        [.. bundle.Terms.Legs.Select(leg => new LegPlace(leg.Rollup, 3, Keccak256.Hash([(byte)leg.Rollup.Value]), 0))],
        Now);

    public static BundleOrdered Refused(Bundle bundle, OutcomeCode code) => new(bundle, code, [], Now);

    public static LegExecuted Executed(Bundle bundle, int leg, params byte[] outcomes) => new(bundle.Id, leg, "0xab", outcomes, Now);
}
