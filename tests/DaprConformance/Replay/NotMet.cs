using System.Text.Json;

namespace SharedSequencer.DaprConformance.Tests.Replay;

/// <summary>
/// The table of what cannot be met, <c>not-met.json</c>: a case, a variant (<c>case/label</c>), the base entry of a case
/// (<c>case#*</c>) or one of its requests (<c>…#index</c>), each with the reason.
/// </summary>
internal static class NotMet
{
    private static readonly Lazy<Dictionary<string, string>> Table = new(Load);

    public static IReadOnlyDictionary<string, string> Reasons => Table.Value;

    public static bool Covers(RecordedEntry entry) =>
        Reasons.ContainsKey(entry.Label is null ? $"{entry.Key}#*" : entry.Key);

    public static bool Covers(RecordedEntry entry, int request) => Reasons.ContainsKey($"{entry.Key}#{request}");

    private static Dictionary<string, string> Load() =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(
            File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "not-met.json")))!;
}
