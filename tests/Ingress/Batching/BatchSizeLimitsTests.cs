using CsCheck;
using SharedSequencer.Ingress.Batching;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Batching;

public sealed class BatchSizeLimitsTests
{
    private static readonly BatchSizeLimits Limits =
        BatchSizeLimits.For(ProtocolDefaults.MaxBatchItems, ProtocolDefaults.MaxBatchBytes);

    [Fact]
    public void What_fits_by_its_size_can_be_sealed_however_short_or_long_its_items_are()
    {
        var network = new TestNetwork(1);
        var lengths = Gen.Frequency((8, Gen.Int[0, 40]), (1, Gen.Int[0, 3_000]), (1, Gen.Int[60_000, 110_000]));
        lengths.Array[1, ProtocolDefaults.MaxBatchItems].Sample(
            items =>
            {
                var size = 0;
                var fitting = items.TakeWhile(length => (size += BatchSizeLimits.EncodedSize(length)) <= Limits.MaxContentBytes);
                var stream = new BatchStream(network.Genesis.NetworkId, network.IngressKey);
                var batch = stream.Next(
                    new Lane(1), network.Genesis.Time, [.. fitting.Select(length => (ReadOnlyMemory<byte>)new byte[length])]);

                Assert.InRange(batch.Size, 1, ProtocolDefaults.MaxBatchBytes);
            },
            iter: 200);
    }
}
