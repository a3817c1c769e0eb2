using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.WebSockets;

/// <summary>The texts of eth_subscription.</summary>
internal static class SubscriptionText
{
    public static string NewId() => "0x" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static ReadOnlyMemory<byte> Push(string subscription, in Hash256 hash) => Encoding.ASCII.GetBytes(
        $$$"""{"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"{{{subscription}}}","result":"{{{hash}}}"}}""");

    public static ReadOnlyMemory<byte> Request(int id, string method, ReadOnlySpan<byte> parameters)
    {
        var buffer = new ArrayBufferWriter<byte>(128 + parameters.Length);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteNumber("id"u8, id);
        writer.WriteString("method"u8, method);
        writer.WritePropertyName("params"u8);
        writer.WriteRawValue(parameters.IsEmpty ? "[]"u8 : parameters, skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
