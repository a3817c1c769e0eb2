using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Batching;

/// <summary>How much fits into one batch, headers already subtracted.</summary>
internal readonly record struct BatchSizeLimits(int MaxItems, int MaxContentBytes)
{
    /// <summary>Longest RLP prefix of an item: one byte and a three-byte length.</summary>
    private const int ItemPrefix = 4;

    /// <summary>Room for everything in an encoded batch that is not an item.</summary>
    private const int HeaderReserve = 1_024;

    public static BatchSizeLimits For(int maxItems, int maxBatchBytes) => new(maxItems, maxBatchBytes - HeaderReserve);

    /// <summary>What an item takes of a batch's size; a short one takes more than its bytes (R1).</summary>
    public static int EncodedSize(int rawLength) => Math.Max(rawLength, ProtocolDefaults.MinItemBytes) + ItemPrefix;
}
