using System.Text.Json;
using System.Text.Json.Serialization;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>A JSON object whose every field has a meaning: what is signed must not carry what nobody reads.</summary>
internal abstract record StrictBody
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; init; }

    /// <summary>The first field here or within that does not exist; null when there is none.</summary>
    public virtual string? FirstUnknown() => Others?.Keys.FirstOrDefault();

    protected static string? FirstUnknownOf(IEnumerable<StrictBody?>? parts) =>
        parts?.Select(static part => part?.FirstUnknown()).FirstOrDefault(static name => name is not null);
}
