using SharedSequencer.Primitives;

namespace SharedSequencer.Benchmarks;

/// <summary>Counts recoveries of distinct signatures in a given time.</summary>
internal sealed class RecoveryRate(TimeProvider time, TimeSpan duration)
{
    private const int SampleCount = 256;

    private readonly (Hash256 Digest, Signature Signature)[] _samples = MakeSamples();

    /// <summary>Recoveries per second on this thread.</summary>
    public double OfOneThread(ISecp256k1 secp256k1, CancellationToken cancellation)
    {
        Recover(secp256k1, 0);
        var start = time.GetTimestamp();
        long count = 0;
        while (time.GetElapsedTime(start) < duration && !cancellation.IsCancellationRequested)
            Recover(secp256k1, count++);
        return count / time.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Recoveries per second of all cores together.</summary>
    public async Task<double> OfAllCoresAsync(ISecp256k1 secp256k1, CancellationToken cancellation)
    {
        var workers = Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => Task.Run(() => OfOneThread(secp256k1, cancellation), cancellation));
        var rates = await Task.WhenAll(workers);
        return rates.Sum();
    }

    private void Recover(ISecp256k1 secp256k1, long index)
    {
        var (digest, signature) = _samples[index % SampleCount];
        if (!secp256k1.TryRecover(digest, signature, out _))
            throw new InvalidOperationException("A valid signature does not recover.");
    }

    private static (Hash256, Signature)[] MakeSamples()
    {
        using var key = PrivateKey.Parse("0x" + new string('5', PrivateKey.Size * 2));
        var digests = Enumerable.Range(0, SampleCount).Select(i => Keccak256.Hash([(byte)i]));
        return [.. digests.Select(digest => (digest, key.Sign(digest)))];
    }
}
