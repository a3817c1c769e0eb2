using System.Text.Json;

namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>
/// Finds the calls in a request body in one pass. Hostile bytes end in <see cref="RpcRequest.Fault"/> (the text is
/// no JSON, nested too deeply, too many calls) or in the fault of the one call that is malformed.
/// </summary>
internal static class RpcRequestReader
{
    /// <summary>Depth of the call object inside a batch, on top of which parameters may nest.</summary>
    private const int EnvelopeDepth = 3;

    public static void Read(ReadOnlySpan<byte> body, int maxCalls, int maxDepth, RpcRequest request)
    {
        request.Clear();
        var reader = new Utf8JsonReader(
            body, new JsonReaderOptions { MaxDepth = maxDepth + EnvelopeDepth, AllowTrailingCommas = false });
        try
        {
            ReadAll(ref reader, maxCalls, request);
        }
        catch (JsonException)
        {
            request.Calls.Clear();
            // The reader does not count the bracket it stands on.
            var isTooDeep = reader.CurrentDepth >= maxDepth + EnvelopeDepth - 1;
            request.Fault = isTooDeep ? RpcErrors.TooDeep : RpcErrors.Parse;
        }
    }

    private static void ReadAll(ref Utf8JsonReader reader, int maxCalls, RpcRequest request)
    {
        if (!reader.Read())
        {
            request.Fault = RpcErrors.Parse;
            return;
        }
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            request.IsBatch = true;
            ReadBatch(ref reader, maxCalls, request);
        }
        else
        {
            request.Calls.Add(ReadCall(ref reader));
        }
        if (request.Fault is null && reader.Read()) request.Fault = RpcErrors.Parse;
    }

    private static void ReadBatch(ref Utf8JsonReader reader, int maxCalls, RpcRequest request)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (request.Calls.Count == maxCalls)
            {
                request.Calls.Clear();
                request.Fault = RpcErrors.BatchTooLarge;
                return;
            }
            request.Calls.Add(ReadCall(ref reader));
        }
        if (request.Calls.Count == 0) request.Fault = RpcErrors.EmptyBatch;
    }

    private static RpcCall ReadCall(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return new RpcCall(RpcMethod.Other, default, default, default, RpcErrors.InvalidRequest);
        }
        var call = default(CallParts);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadMember(ref reader, ref call);
        return call.ToCall();
    }

    private static void ReadMember(ref Utf8JsonReader reader, ref CallParts call)
    {
        if (!JsonText.IsEscapedWell(in reader))
        {
            call.IsUnreadable = true;
            reader.Read();
            reader.Skip();
        }
        else if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            call.BadId = reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String or JsonTokenType.Null);
            call.Id = SkipValue(ref reader);
        }
        else if (reader.ValueTextEquals("method"u8))
        {
            reader.Read();
            call.ReadMethod(ref reader);
        }
        else if (reader.ValueTextEquals("params"u8))
        {
            reader.Read();
            call.BadParameters = reader.TokenType is not
                (JsonTokenType.StartArray or JsonTokenType.StartObject or JsonTokenType.Null);
            var isNull = reader.TokenType == JsonTokenType.Null;
            var range = SkipValue(ref reader);
            call.Parameters = isNull ? default : range;
        }
        else if (reader.ValueTextEquals("jsonrpc"u8))
        {
            reader.Read();
            call.ReadVersion(ref reader);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private static TextRange SkipValue(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new TextRange(start, (int)reader.BytesConsumed - start);
    }

    private struct CallParts
    {
        public RpcMethod Kind;
        public TextRange Id;
        public TextRange Method;
        public TextRange Parameters;
        public bool HasVersion;
        public bool BadId;
        public bool BadParameters;
        public bool IsUnreadable;

        public void ReadVersion(ref Utf8JsonReader reader)
        {
            var isText = reader.TokenType == JsonTokenType.String;
            IsUnreadable |= isText && !JsonText.IsEscapedWell(in reader);
            HasVersion = isText && JsonText.Is(in reader, "2.0"u8);
            reader.Skip();
        }

        public void ReadMethod(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                Method = default;
                reader.Skip();
                return;
            }
            Method = new TextRange((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            Kind = reader.ValueIsEscaped ? RpcMethod.Other : RpcMethodNames.Recognise(reader.ValueSpan);
        }

        public readonly RpcCall ToCall()
        {
            var isInvalid = BadId || BadParameters || !HasVersion || !Method.IsPresent;
            var fault = IsUnreadable ? RpcErrors.Parse : isInvalid ? RpcErrors.InvalidRequest : null;
            return new RpcCall(Kind, BadId ? default : Id, Method, Parameters, fault);
        }
    }
}
