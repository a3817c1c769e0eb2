using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Delivery;

/// <summary>Reads a batch from a request.</summary>
internal static class BatchBody
{
    /// <summary>
    /// Reads one byte more than a batch may have, so that the decoder sees that it is too large.
    /// </summary>
    public static async Task<ReadOnlyMemory<byte>> Read(HttpRequest request, CancellationToken cancel)
    {
        var expected = request.ContentLength ?? ProtocolDefaults.MaxBatchBytes;
        var buffer = new byte[Math.Min(expected, ProtocolDefaults.MaxBatchBytes) + 1];
        var length = await request.Body.ReadAtLeastAsync(
            buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return buffer.AsMemory(0, length);
    }
}
