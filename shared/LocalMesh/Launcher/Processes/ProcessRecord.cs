using System.Text.Json;

namespace SharedSequencer.Launcher.Processes;

/// <summary>The list of started processes in a run's folder. It outlives a launcher that was killed, so the next
/// one can end what, against all care, is still there.</summary>
internal sealed class ProcessRecord(string path)
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    /// <summary>Notes a process, on disk before it returns.</summary>
    public void Add(string name, ProcessIdentity identity)
    {
        lock (_lock)
        {
            _entries.RemoveAll(entry => !entry.Identity.IsAlive);
            _entries.Add(new Entry(name, identity));
            var temporary = path + ".new";
            File.WriteAllText(temporary, JsonSerializer.Serialize(_entries));
            File.Move(temporary, path, overwrite: true);
        }
    }

    /// <summary>What is noted in the file of an earlier launcher; a damaged or missing file counts as empty.</summary>
    public static IReadOnlyList<Entry> Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<List<Entry>>(File.ReadAllText(path)) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>A noted process.</summary>
    internal sealed record Entry(string Name, ProcessIdentity Identity);
}
