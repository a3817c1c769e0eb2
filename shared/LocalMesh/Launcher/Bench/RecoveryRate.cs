using SharedSequencer.Launcher.Development;
using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Bench;

/// <summary>How many signatures one core recovers per second when it does nothing else.</summary>
internal static class RecoveryRate
{
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(400);

    /// <summary>The median of five runs.</summary>
    public static double Measure(TimeProvider time)
    {
        using var key = DevelopmentKeys.Derive(DevelopmentRole.Account, 1);
        var digests = Enumerable.Range(0, 64).Select(i => Keccak256.Hash([(byte)i])).ToArray();
        var signatures = digests.Select(digest => key.Sign(digest)).ToArray();
        double[] runs = [.. Enumerable.Range(0, 5).Select(_ => Run(digests, signatures, key.Address, time))];
        return runs.Order().ElementAt(2);
    }

    private static double Run(Hash256[] digests, Signature[] signatures, Address signer, TimeProvider time)
    {
        var started = time.GetTimestamp();
        var count = 0;
        do
        {
            for (var i = 0; i < digests.Length; i++)
            {
                if (!Secp256k1.Current.TryRecover(digests[i], signatures[i], out var recovered) || recovered != signer)
                    throw new InvalidOperationException("Recovery is broken.");
            }

            count += digests.Length;
        }
        while (time.GetElapsedTime(started) < Duration);
        return count / time.GetElapsedTime(started).TotalSeconds;
    }
}
