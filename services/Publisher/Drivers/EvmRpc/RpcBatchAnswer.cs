using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>Answers of a batch, put back into the order of the calls.</summary>
internal sealed class RpcBatchAnswer : IDisposable
{
    private readonly JsonDocument _document;

    private RpcBatchAnswer(JsonDocument document, IReadOnlyList<JsonElement> items)
    {
        _document = document;
        Items = items;
    }

    /// <summary>One whole answer object for each call.</summary>
    public IReadOnlyList<JsonElement> Items { get; }

    public static bool TryRead(JsonDocument document, int count, [NotNullWhen(true)] out RpcBatchAnswer? answer)
    {
        answer = null;
        if (document.RootElement.ValueKind != JsonValueKind.Array) return false;

        var items = new JsonElement[count];
        foreach (var item in document.RootElement.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("id", out var id)) return false;
            if (id.ValueKind != JsonValueKind.Number || !id.TryGetInt32(out var index)) return false;
            if ((uint)index >= (uint)count || items[index].ValueKind != JsonValueKind.Undefined) return false;
            items[index] = item;
        }

        if (Array.Exists(items, item => item.ValueKind == JsonValueKind.Undefined)) return false;
        answer = new RpcBatchAnswer(document, items);
        return true;
    }

    /// <summary>Code and text of an answer's error; code 0 when there is none to read.</summary>
    public static (int Code, string Message) ErrorOf(JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Object
            && answer.TryGetProperty("error", out var error)
            && error.ValueKind == JsonValueKind.Object
            && error.TryGetProperty("code", out var code)
            && code.ValueKind == JsonValueKind.Number
            && code.TryGetInt32(out var number))
            return (number, error.TryGetProperty("message", out var text) ? text.ToString() : "no message");
        return (0, "neither result nor error");
    }

    public void Dispose() => _document.Dispose();
}
