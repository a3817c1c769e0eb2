using System.Text.Json;
using SharedSequencer.Ingress.JsonRpc;

namespace SharedSequencer.Ingress.Nodes;

/// <summary>
/// Sorts a node's answers by id. A node is outside too: what it sends is bounded by the caller, and what is no
/// JSON-RPC leaves the calls unanswered.
/// </summary>
internal static class NodeAnswerReader
{
    /// <summary>Answers in the order of the calls; those that did not come are <see cref="RpcErrors.NodeUnavailable"/>.</summary>
    public static RpcAnswer[] Read(ReadOnlyMemory<byte> body, int count)
    {
        var answers = new RpcAnswer[count];
        Array.Fill(answers, RpcAnswer.Of(RpcErrors.NodeUnavailable));
        try
        {
            var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = 256 });
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadAnswer(ref reader, body, answers);
                return answers;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                ReadAnswer(ref reader, body, answers);
        }
        catch (JsonException)
        {
            // The answers read so far stand; the others stay unanswered.
        }
        return answers;
    }

    /// <summary>The outcome of one answer, whatever its id.</summary>
    public static RpcAnswer ReadSingle(ReadOnlyMemory<byte> body)
    {
        var answers = new[] { RpcAnswer.Of(RpcErrors.NodeUnavailable) };
        try
        {
            var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = 256 });
            reader.Read();
            ReadAnswer(ref reader, body, answers, anyId: true);
        }
        catch (JsonException)
        {
            // What is no JSON is no answer.
        }
        return answers[0];
    }

    private static void ReadAnswer(
        ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, RpcAnswer[] answers, bool anyId = false)
    {
        var id = -1;
        RpcAnswer? answer = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = JsonText.Is(in reader, "id"u8);
            var isResult = JsonText.Is(in reader, "result"u8);
            var isError = JsonText.Is(in reader, "error"u8);
            reader.Read();
            if (isId && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number)) id = number;
            var isNull = reader.TokenType == JsonTokenType.Null;
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var value = body[start..(int)reader.BytesConsumed];
            if (isResult) answer ??= isNull ? RpcAnswer.Null : RpcAnswer.Of(value);
            if (isError && !isNull) answer = RpcAnswer.OfNodeError(value);
        }
        if (anyId) id = 0;
        if (answer is { } found && (uint)id < (uint)answers.Length) answers[id] = found;
        // A node may answer a whole batch by one error without an id.
        else if (answer is { IsFailure: true } failure && id < 0) Array.Fill(answers, failure);
    }
}
