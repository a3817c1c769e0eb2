using System.Text.Json;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>Reads JSON of outside into a body; unknown and repeated fields and deep nesting are refused.</summary>
internal static class StrictJson
{
    /// <summary>A bundle of the greatest size in hex, its preconditions as JSON, and room for names.</summary>
    public const int MaxBytes = 512 * 1024;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        AllowDuplicateProperties = false,
        MaxDepth = 8,
    };

    public static Attempt<T> Read<T>(ReadOnlySpan<byte> json)
        where T : StrictBody
    {
        if (json.Length > MaxBytes) return BundleProblems.TooLarge;
        try
        {
            if (JsonSerializer.Deserialize<T>(json, Options) is not { } body) return BundleProblems.MalformedJson;
            return body.FirstUnknown() is { } unknown ? BundleProblems.UnknownField.At(Shorten(unknown)) : body;
        }
        catch (JsonException malformed)
        {
            return BundleProblems.MalformedJson.At(Shorten(malformed.Path ?? "$"));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which stands for no text.
            return BundleProblems.MalformedJson;
        }
    }

    private static string Shorten(string name) => name.Length <= 64 ? name : name[..64] + "…";
}
