using System.Text.Json;

namespace SharedSequencer.DaprConformance.Tests.Replay;

/// <summary>One recorded case: its base entry and the further variants.</summary>
internal sealed class Recording
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Recordings");

    private Recording(string name, JsonElement root)
    {
        Name = name;
        Group = root.GetProperty("group").GetString()!;
        Entries = [new RecordedEntry(name, null, root), .. More(root).Select(entry =>
            new RecordedEntry(name, entry.GetProperty("label").GetString(), entry))];
    }

    public string Name { get; }

    public string Group { get; }

    public IReadOnlyList<RecordedEntry> Entries { get; }

    public RecordedEntry Base => Entries[0];

    public RecordedEntry this[string label] => Entries.Single(entry => entry.Label == label);

    public static IEnumerable<string> AllNames => Directory.EnumerateFiles(Folder, "*.json")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static Recording Load(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{name}.json")));
        return new Recording(name, document.RootElement.Clone());
    }

    private static List<JsonElement> More(JsonElement root) =>
        root.TryGetProperty("more", out var more) ? [.. more.EnumerateArray()] : [];
}
