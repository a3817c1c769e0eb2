using System.Text;
using SharedSequencer.Client;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>A signed bundle and the body of the request that hands it in: nothing is signed or written while the clock runs.</summary>
internal sealed class PreparedBundle(Bundle bundle)
{
    public Bundle Bundle { get; } = bundle;

    public string Id { get; } = bundle.Id.ToString();

    /// <summary>On a mesh of one machine a rollup's id is its chain id.</summary>
    public byte[] Body { get; } = Encoding.UTF8.GetBytes(
        BundleClient.BodyOf(bundle, [.. bundle.Terms.Legs.Select(leg => leg.Rollup.Value)]));
}
