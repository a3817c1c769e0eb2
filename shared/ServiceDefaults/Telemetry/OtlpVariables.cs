using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// The variables of the OTLP exporter that name one signal (OTEL_EXPORTER_OTLP_TRACES_ENDPOINT and its like). The
/// exporter itself reads only those for all signals; these win over them, as the specification says.
/// </summary>
internal sealed class OtlpVariables(IConfiguration configuration, string signal)
{
    /// <summary>Whether the signal is exported at all.</summary>
    public bool IsExported =>
        !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]) || Read("ENDPOINT") is not null;

    /// <summary>Takes over what is set for this signal alone; an endpoint of its own is used as it is.</summary>
    public void Apply(OtlpExporterOptions options)
    {
        if (Read("PROTOCOL") is { } protocol)
        {
            options.Protocol = protocol switch
            {
                "grpc" => OtlpExportProtocol.Grpc,
                "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
                _ => throw new FormatException($"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL: neither grpc nor http/protobuf"),
            };
        }

        if (Read("ENDPOINT") is { } endpoint)
        {
            options.Endpoint = new Uri(endpoint);
        }

        if (Read("HEADERS") is { } headers)
        {
            options.Headers = headers;
        }
    }

    private string? Read(string name) =>
        configuration[$"OTEL_EXPORTER_OTLP_{signal}_{name}"] is { Length: > 0 } value ? value : null;
}
