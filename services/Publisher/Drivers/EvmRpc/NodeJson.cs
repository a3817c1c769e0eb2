using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>Reads and writes the values of the Ethereum JSON-RPC.</summary>
internal static class NodeJson
{
    /// <summary>
    /// Reads an answer whole. Text that is no text, by its bytes or by an escaped half of a surrogate pair, is found
    /// here: later it would throw wherever it is first looked at.
    /// </summary>
    /// <param name="answer">Kept by the document.</param>
    /// <exception cref="NodeException">It is not JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> answer)
    {
        try
        {
            if (!Utf8.IsValid(answer.Span)) throw new JsonException("the answer is not UTF-8");
            var reader = new Utf8JsonReader(answer.Span);
            while (reader.Read())
            {
                if (reader.ValueIsEscaped) reader.GetString();
            }

            return JsonDocument.Parse(answer);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new NodeException(NodeFault.Malformed, exception.Message, exception);
        }
    }

    public static string Quantity(ulong value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture);

    public static ulong Quantity(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 2 } text
        && text.StartsWith("0x", StringComparison.Ordinal)
        && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Malformed("a quantity", value);

    public static UInt256 LargeQuantity(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && UInt256.TryParseHex(value.GetString(), out var number)
            ? number
            : throw Malformed("a quantity", value);

    public static Hash256 Hash(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Hash256.TryParse(value.GetString(), out var hash)
            ? hash
            : throw Malformed("a hash", value);

    public static NodeBlock Block(JsonElement block) => new(
        new NodePosition(Quantity(Member(block, "number")), Hash(Member(block, "hash"))),
        Hash(Member(block, "parentHash")),
        Quantity(Member(block, "timestamp")),
        Quantity(Member(block, "gasLimit")),
        [.. Items(Member(block, "transactions")).Select(Hash)]);

    public static NodeLog Log(JsonElement log) => new(
        Account(Member(log, "address")),
        [.. Items(Member(log, "topics")).Select(Hash)],
        Bytes(Member(log, "data")),
        Hash(Member(log, "transactionHash")));

    public static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member)
            ? member
            : throw Malformed($"an object with '{name}'", value);

    public static IEnumerable<JsonElement> Items(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Malformed("an array", value);

    private static Address Account(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Address.TryParse(value.GetString(), out var account)
            ? account
            : throw Malformed("an address", value);

    private static byte[] Bytes(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Hex.TryDecode(value.GetString(), out var bytes)
            ? bytes
            : throw Malformed("bytes", value);

    private static NodeException Malformed(string expected, JsonElement value) =>
        new(NodeFault.Malformed, $"the node answered {value.ValueKind} where {expected} belongs");
}
