using System.Buffers;
using System.Text.Json;

namespace SharedSequencer.Client;

/// <summary>Reads answers up to a size, whatever their headers claim.</summary>
internal static class BoundedContent
{
    internal static async Task<byte[]> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        while (true)
        {
            var read = await stream.ReadAsync(buffer.GetMemory(16 * 1024), cancellationToken);
            if (read == 0)
            {
                return buffer.WrittenSpan.ToArray();
            }

            buffer.Advance(read);
            if (buffer.WrittenCount > maxBytes)
            {
                throw new UnexpectedAnswerException($"The answer is larger than {maxBytes} bytes.");
            }
        }
    }

    internal static async Task<JsonElement> ReadJsonAsync(
        HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(content, maxBytes, cancellationToken);
        try
        {
            var reader = new Utf8JsonReader(bytes);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException problem)
        {
            throw new UnexpectedAnswerException("The answer is not JSON.", problem);
        }
    }
}
