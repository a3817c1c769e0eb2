using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using SharedSequencer.StandIn.State;

namespace SharedSequencer.StandIn.PubSub;

/// <summary>Wraps a published payload into a CloudEvent, with the fields, the order and the escaping of daprd.</summary>
internal static class Envelope
{
    private const string DefaultType = "com.dapr.event.sent";
    private const string DefaultContentType = "text/plain";
    private const int OverheadBytes = 1024;

    /// <summary>Builds the stored message.</summary>
    /// <returns>Null when the payload claims to be a CloudEvent and is no JSON object.</returns>
    public static StoredMessage? Seal(in PublishedEvent published, DateTimeOffset now)
    {
        var expires = Expiry(published.Metadata, now);
        var envelope = IsMediaType(published.ContentType, "application/cloudevents+json")
            ? Complete(published, now)
            : Wrap(published, now, expires);
        return envelope is { } bytes
            ? new StoredMessage(bytes, published.Metadata, published.Trace.Parent, expires)
            : null;
    }

    private static ReadOnlyMemory<byte> Wrap(in PublishedEvent published, DateTimeOffset now, DateTimeOffset? expires)
    {
        var contentType = published.ContentType.Length == 0 ? DefaultContentType : published.ContentType;
        var output = new ArrayBufferWriter<byte>(Base64.GetMaxEncodedToUtf8Length(published.Payload.Length) + OverheadBytes);
        WritePayload(output, published.Payload, contentType);
        Member(output, "datacontenttype", contentType);
        if (expires is { } moment) Member(output, "expiration", Rfc3339(moment));
        Member(output, "id", Override(published, "cloudevent.id", Guid.NewGuid().ToString()));
        Member(output, "pubsubname", published.PubSub);
        Member(output, "source", Override(published, "cloudevent.source", published.Publisher));
        Member(output, "specversion", "1.0");
        if (published.Metadata.TryGetValue("cloudevent.subject", out var subject)) Member(output, "subject", subject);
        Member(output, "time", Rfc3339(now));
        Member(output, "topic", published.Topic);
        Member(output, "traceid", published.Trace.Parent);
        Member(output, "traceparent", published.Trace.Parent);
        Member(output, "tracestate", published.Trace.State);
        Member(output, "type", Override(published, "cloudevent.type", DefaultType));
        output.Write("}"u8);
        return output.WrittenMemory;
    }

    // The first member, so it opens the object.
    private static void WritePayload(ArrayBufferWriter<byte> output, ReadOnlyMemory<byte> payload, string contentType)
    {
        if (IsMediaType(contentType, "application/octet-stream"))
        {
            output.Write("{\"data_base64\":\""u8);
            var text = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(payload.Length));
            Base64.EncodeToUtf8(payload.Span, text, out _, out var written);
            output.Advance(written);
            output.Write("\""u8);
            return;
        }
        output.Write("{\"data\":"u8);
        if (!IsMediaType(contentType, "application/json") || !TryWriteJson(output, payload))
            GoString.Write(output, payload.Span);
    }

    private static bool TryWriteJson(ArrayBufferWriter<byte> output, ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            GoJson.WriteExact(output, document.RootElement);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // A given CloudEvent keeps its own attributes; a missing id stays missing.
    private static ReadOnlyMemory<byte>? Complete(in PublishedEvent published, DateTimeOffset now)
    {
        if (!TryReadMembers(published.Payload, out var members)) return null;
        members["topic"] = Quote(published.Topic);
        members["pubsubname"] = Quote(published.PubSub);
        members["traceid"] = Quote(published.Trace.Parent);
        members["traceparent"] = Quote(published.Trace.Parent);
        members["tracestate"] = Quote(published.Trace.State);
        members.TryAdd("specversion", Quote("1.0"));
        members.TryAdd("source", Quote("Dapr"));
        members.TryAdd("type", Quote(DefaultType));
        members.TryAdd("time", Quote(Rfc3339(now)));
        var output = new ArrayBufferWriter<byte>(published.Payload.Length + OverheadBytes);
        var separator = "{"u8;
        foreach (var (name, value) in members)
        {
            output.Write(separator);
            GoString.Write(output, Encoding.UTF8.GetBytes(name));
            output.Write(":"u8);
            output.Write(value);
            separator = ","u8;
        }
        output.Write("}"u8);
        return output.WrittenMemory;
    }

    private static bool TryReadMembers(ReadOnlyMemory<byte> payload, out SortedDictionary<string, byte[]> members)
    {
        members = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(payload);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return false;
            foreach (var member in document.RootElement.EnumerateObject())
            {
                var value = new ArrayBufferWriter<byte>();
                GoJson.WriteExact(value, member.Value);
                var name = GoString.Decode(JsonMarshal.GetRawUtf8PropertyName(member));
                members[Encoding.UTF8.GetString(name)] = value.WrittenSpan.ToArray();
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Quote(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        GoString.Write(output, Encoding.UTF8.GetBytes(text));
        return output.WrittenSpan.ToArray();
    }

    private static void Member(ArrayBufferWriter<byte> output, string name, string value)
    {
        output.Write(",\""u8);
        Encoding.UTF8.GetBytes(name, output);
        output.Write("\":"u8);
        GoString.Write(output, Encoding.UTF8.GetBytes(value));
    }

    private static string Override(in PublishedEvent published, string name, string fallback) =>
        published.Metadata.TryGetValue(name, out var value) ? value : fallback;

    private static DateTimeOffset? Expiry(IReadOnlyDictionary<string, string> metadata, DateTimeOffset now) =>
        metadata.TryGetValue("ttlInSeconds", out var text) && long.TryParse(text, out var seconds) && seconds > 0
            ? now.AddSeconds(Math.Min(seconds, int.MaxValue))
            : null;

    private static string Rfc3339(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Parameters such as a charset do not matter; suffixes such as +json are other types.
    private static bool IsMediaType(string contentType, string mediaType)
    {
        var semicolon = contentType.IndexOf(';', StringComparison.Ordinal);
        var bare = semicolon < 0 ? contentType.AsSpan() : contentType.AsSpan(0, semicolon);
        return bare.Trim().Equals(mediaType, StringComparison.OrdinalIgnoreCase);
    }
}
