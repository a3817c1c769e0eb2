using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Chain;

/// <summary>
/// Measures final blocks: their distance and size, and how long each batch took from its ingress.
/// </summary>
internal sealed class BlockMetrics(TimeProvider time) : IFinalBlockSink
{
    private ChainTime? _last;

    public void Take(FinalizedBlock block, ExpandedBlock expanded)
    {
        var certificates = block.Block.Certificates;
        if (_last is { } last)
        {
            Telemetry.BlockInterval.Record(Seconds(last, block.Header.Timestamp));
        }

        _last = block.Header.Timestamp;
        Telemetry.BlockBytes.Record(certificates.Sum(certificate => (long)certificate.Size));
        Telemetry.BlockBatches.Record(certificates.Count);
        var now = ChainTime.From(time.GetUtcNow());
        foreach (var certificate in certificates)
        {
            Telemetry.SoftCommit.Record(Seconds(certificate.Batch.Created, now));
        }
    }

    /// <summary>Clocks of different machines may differ: never below zero.</summary>
    private static double Seconds(ChainTime from, ChainTime to) =>
        to <= from ? 0 : (to.Milliseconds - from.Milliseconds) / 1_000.0;
}
