using System.Text.Json;
using System.Text.Json.Serialization;

namespace SharedSequencer.Sentinel.Health;

/// <summary>Writes the status in lower case, as the health API promises.</summary>
internal sealed class LayerStatusConverter()
    : JsonStringEnumConverter<LayerStatus>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
