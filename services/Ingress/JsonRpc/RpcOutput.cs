using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;

namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>Writers and buffers for responses, reused.</summary>
internal static class RpcOutput
{
    private const int LargestKept = 256 * 1024;
    private const int MostKept = 256;

    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };
    private static readonly ConcurrentBag<ArrayBufferWriter<byte>> Buffers = [];

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>The response text; give the buffer back with <see cref="Return"/>.</summary>
    public static ArrayBufferWriter<byte> Write(
        ReadOnlySpan<byte> body, RpcRequest request, ReadOnlySpan<RpcAnswer> answers)
    {
        var buffer = Buffers.TryTake(out var kept) ? kept : new ArrayBufferWriter<byte>(512);
        var writer = _writer ??= new Utf8JsonWriter(buffer, Options);
        writer.Reset(buffer);
        RpcResponseWriter.Write(writer, body, request, answers);
        writer.Flush();
        return buffer;
    }

    public static void Return(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity > LargestKept || Buffers.Count >= MostKept) return;
        buffer.ResetWrittenCount();
        Buffers.Add(buffer);
    }
}
