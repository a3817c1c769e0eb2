using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>What a bundle is found by.</summary>
internal sealed record BundleName(Hash256 Id, Hash256 EscrowId)
{
    public static BundleName Of(Bundle bundle) => new(bundle.Id, bundle.Terms.EscrowId);
}
