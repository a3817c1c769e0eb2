using Google.Protobuf;

namespace SharedSequencer.Mesh.Tests.Telemetry;

/// <summary>
/// Reads the few fields that matter of an OTLP ExportTraceServiceRequest, by the field numbers of
/// opentelemetry-proto (trace/v1/trace.proto, resource/v1/resource.proto, common/v1/common.proto).
/// </summary>
internal static class OtlpReader
{
    public static IEnumerable<ReceivedSpan> Read(byte[] request) =>
        Messages(request, 1).SelectMany(ReadResourceSpans);

    private static IEnumerable<ReceivedSpan> ReadResourceSpans(byte[] resourceSpans)
    {
        var service = Messages(resourceSpans, 1).Select(ServiceName).FirstOrDefault() ?? "";
        return from scope in Messages(resourceSpans, 2)
               from span in Messages(scope, 2)
               select ReadSpan(service, span);
    }

    private static ReceivedSpan ReadSpan(string service, byte[] span) => new(
        service,
        Messages(span, 5).Select(System.Text.Encoding.UTF8.GetString).FirstOrDefault() ?? "",
        TraceId(span),
        [.. Messages(span, 13).Select(TraceId)]);

    /// <summary>Field 1 of spans and of links.</summary>
    private static string TraceId(byte[] message) => Convert.ToHexStringLower(Messages(message, 1).First());

    private static string? ServiceName(byte[] resource) => Messages(resource, 1)
        .Where(attribute => Text(attribute, 1) == "service.name")
        .Select(attribute => Text(Messages(attribute, 2).First(), 1))
        .FirstOrDefault();

    private static string Text(byte[] message, int field) =>
        System.Text.Encoding.UTF8.GetString(Messages(message, field).FirstOrDefault() ?? []);

    /// <summary>All values of a length-delimited field.</summary>
    private static List<byte[]> Messages(byte[] message, int field)
    {
        var found = new List<byte[]>();
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            var isWanted = WireFormat.GetTagFieldNumber(tag) == field
                && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited;
            if (isWanted)
                found.Add(input.ReadBytes().ToByteArray());
            else
                input.SkipLastField();
        }

        return found;
    }
}
