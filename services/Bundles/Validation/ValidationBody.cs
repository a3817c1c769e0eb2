using System.Buffers;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Validation;

/// <summary>The body of a question.</summary>
internal static class ValidationBody
{
    private const int Chunk = 4_096;

    /// <summary>The bytes; of what is too long for a bundle, as many as show it.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(Chunk);
        while (buffer.WrittenCount <= ProtocolDefaults.MaxBundleBytes)
        {
            var read = await body.ReadAsync(buffer.GetMemory(Chunk), cancellationToken);
            if (read == 0) break;
            buffer.Advance(read);
        }

        return buffer.WrittenMemory;
    }
}
