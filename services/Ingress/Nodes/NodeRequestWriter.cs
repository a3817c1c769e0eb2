using System.Buffers;
using System.Text.Json;

namespace SharedSequencer.Ingress.Nodes;

/// <summary>Writes calls for a node; ids count from 0, so that answers find their call whatever their order.</summary>
internal static class NodeRequestWriter
{
    public static ReadOnlyMemory<byte> Write(ReadOnlySpan<NodeCall> calls)
    {
        var buffer = new ArrayBufferWriter<byte>(256 * calls.Length);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        if (calls.Length > 1) writer.WriteStartArray();
        for (var id = 0; id < calls.Length; id++) WriteCall(writer, id, calls[id]);
        if (calls.Length > 1) writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteCall(Utf8JsonWriter writer, int id, in NodeCall call)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteNumber("id"u8, id);
        writer.WriteString("method"u8, call.Method.Span);
        writer.WritePropertyName("params"u8);
        writer.WriteRawValue(call.Parameters.IsEmpty ? "[]"u8 : call.Parameters.Span, skipInputValidation: true);
        writer.WriteEndObject();
    }
}
