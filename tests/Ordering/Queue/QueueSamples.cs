using SharedSequencer.Messages;
using SharedSequencer.Ordering.Queue;

namespace SharedSequencer.Ordering.Tests.Queue;

/// <summary>
/// Requests and notices of made-up ingresses whose batch digests tell ingress and sequence.
/// </summary>
internal static class QueueSamples
{
    public const string Network = "0xnet";
    public const ulong NotAfter = 1_000_000;

    public static readonly QueueLimits Limits = new(
        EntriesPerIngress: 100, BytesPerIngress: 10_000, SegmentSpan: 8);

    public static string Ingress(int number) => $"0x{number:x40}";

    public static string Digest(int ingress, ulong sequence) =>
        sequence == 0 ? $"0x{0:x64}" : $"0x{ingress:x32}{sequence:x32}";

    public static AdmitRequest Request(int ingress, ulong sequence, int size = 100) => new()
    {
        Network = Network,
        Digest = Digest(ingress, sequence),
        Ingress = Ingress(ingress),
        Sequence = sequence,
        Predecessor = Digest(ingress, sequence - 1),
        PredecessorNotAfter = sequence == 1 ? 0 : NotAfter,
        Size = size,
        NotAfter = NotAfter,
        ChainTime = 1_000,
        Active = true,
        PredecessorKnown = false,
    };

    public static OrderedNotice Notice(ulong height, params (int Ingress, ulong Sequence)[] last) => new()
    {
        Network = Network,
        Height = height,
        BlockHash = $"0x{height:x64}",
        Timestamp = 1_000 + height,
        Last = [.. last.Select(mark =>
            new OrderedBatch(Digest(mark.Ingress, mark.Sequence), Ingress(mark.Ingress), mark.Sequence))],
    };
}
