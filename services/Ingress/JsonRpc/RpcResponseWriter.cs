using System.Text.Json;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>Writes JSON-RPC responses. Ids and results that came as JSON go out as the same bytes.</summary>
internal static class RpcResponseWriter
{
    private const int HashText = 2 + 2 * Hash256.Size;

    public static void Write(
        Utf8JsonWriter writer, ReadOnlySpan<byte> body, RpcRequest request, ReadOnlySpan<RpcAnswer> answers)
    {
        if (request.Fault is { } fault)
        {
            WriteFault(writer, fault);
            return;
        }
        if (!request.IsBatch)
        {
            if (request.Calls[0].WantsAnswer) WriteOne(writer, body, request.Calls[0], answers[0]);
            return;
        }
        WriteBatch(writer, body, request, answers);
    }

    /// <summary>A batch of nothing but notifications is answered by nothing at all.</summary>
    private static void WriteBatch(
        Utf8JsonWriter writer, ReadOnlySpan<byte> body, RpcRequest request, ReadOnlySpan<RpcAnswer> answers)
    {
        var started = false;
        for (var i = 0; i < request.Calls.Count; i++)
        {
            if (!request.Calls[i].WantsAnswer) continue;
            if (!started) writer.WriteStartArray();
            started = true;
            WriteOne(writer, body, request.Calls[i], answers[i]);
        }
        if (started) writer.WriteEndArray();
    }

    public static void WriteFault(Utf8JsonWriter writer, RpcError error)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteNull("id"u8);
        WriteError(writer, error);
        writer.WriteEndObject();
    }

    private static void WriteOne(
        Utf8JsonWriter writer, ReadOnlySpan<byte> body, in RpcCall call, in RpcAnswer answer)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WritePropertyName("id"u8);
        if (call.Id.IsPresent) writer.WriteRawValue(call.Id.In(body), skipInputValidation: true);
        else writer.WriteNullValue();
        WriteOutcome(writer, answer);
        writer.WriteEndObject();
    }

    private static void WriteOutcome(Utf8JsonWriter writer, in RpcAnswer answer)
    {
        if (answer.Error is { } error)
        {
            WriteError(writer, error);
            return;
        }
        if (!answer.ErrorJson.IsEmpty)
        {
            writer.WritePropertyName("error"u8);
            writer.WriteRawValue(answer.ErrorJson.Span, skipInputValidation: true);
            return;
        }
        writer.WritePropertyName("result"u8);
        if (answer.IsHash) WriteHash(writer, answer.Hash);
        else if (answer.Json.IsEmpty) writer.WriteNullValue();
        else writer.WriteRawValue(answer.Json.Span, skipInputValidation: true);
    }

    private static void WriteHash(Utf8JsonWriter writer, in Hash256 hash)
    {
        Span<byte> bytes = stackalloc byte[Hash256.Size];
        Span<byte> text = stackalloc byte[HashText];
        hash.CopyTo(bytes);
        "0x"u8.CopyTo(text);
        Convert.TryToHexStringLower(bytes, text[2..], out _);
        writer.WriteStringValue(text);
    }

    private static void WriteError(Utf8JsonWriter writer, RpcError error)
    {
        writer.WriteStartObject("error"u8);
        writer.WriteNumber("code"u8, error.Code);
        writer.WriteString("message"u8, error.Message);
        if (error.Data is not null) writer.WriteString("data"u8, error.Data);
        writer.WriteEndObject();
    }
}
