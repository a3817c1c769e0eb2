using System.Text.Json;
using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>
/// The JSON dialect of the mesh: camelCase names, enums by name, 64-bit integers as decimal strings.
/// The sidecar decodes actor state and some deliveries into floating point, so a number that needs more than
/// 53 bits must never be a JSON number. Messages say so by attribute; these options only add the casing.
/// </summary>
public static class MeshJson
{
    /// <summary>Options for every JSON message between services, actor calls included. Read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
