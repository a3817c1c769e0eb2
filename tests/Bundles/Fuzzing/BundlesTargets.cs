using SharedSequencer.Bundles.Validation;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Fuzzing;

/// <summary>The reader of the bundles service: what it is asked about.</summary>
public static class BundlesTargets
{
    /// <summary>One target per body.</summary>
    public static IReadOnlyList<FuzzTarget> All()
    {
        var network = new TestNetwork(7, 8);
        var bundles = new TestBundles(network.Genesis.NetworkId, [.. network.Rollups]);
        var notAfter = network.Genesis.Time.Plus(TimeSpan.FromMinutes(1));
        var modes = new[] { BundleMode.Inclusion, BundleMode.Precondition, BundleMode.Execution };
        return
        [
            new WireTarget(
                "validation-body",
                [.. modes.Select(mode => bundles.Of(bundles.Terms(mode, notAfter, "seed")).Encode())],
                bytes => Read(bytes)?.Encode()),
        ];
    }

    private static Bundle? Read(byte[] bytes)
    {
        using var body = new MemoryStream(bytes);
        var read = ValidationBody.ReadAsync(body, CancellationToken.None).GetAwaiter().GetResult();
        return Bundle.TryDecode(read, out var bundle, out _) ? bundle : null;
    }
}
