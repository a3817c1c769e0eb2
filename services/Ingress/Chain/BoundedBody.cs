using System.Buffers;

namespace SharedSequencer.Ingress.Chain;

/// <summary>Reads an answer of another service, up to a bound.</summary>
internal static class BoundedBody
{
    /// <exception cref="HttpRequestException">It is larger.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new ArrayBufferWriter<byte>(16_384);
        while (true)
        {
            var read = await stream.ReadAsync(buffer.GetMemory(16_384), cancellationToken);
            if (read == 0) return buffer.WrittenMemory;
            buffer.Advance(read);
            if (buffer.WrittenCount > maxBytes) throw new HttpRequestException("the answer is too large");
        }
    }
}
