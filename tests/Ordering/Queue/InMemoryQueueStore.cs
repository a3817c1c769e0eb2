using System.Text.Json;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Queue;

namespace SharedSequencer.Ordering.Tests.Queue;

/// <summary>
/// Keeps the stored text of one queue; a save can be made to fail, with or without landing.
/// </summary>
internal sealed class InMemoryQueueStore : IQueueStore
{
    private const string HeadKey = "head";

    public SortedDictionary<string, string> Stored { get; } = new(StringComparer.Ordinal);

    public int Reads { get; private set; }

    public int KeysWritten { get; private set; }

    public SaveFault NextSave { get; set; }

    public Task<QueueHead?> ReadHead(CancellationToken cancel) => Read<QueueHead>(HeadKey);

    public Task<QueueSegment?> ReadSegment(ulong number, CancellationToken cancel) =>
        Read<QueueSegment>($"segment-{number}");

    public Task Save(QueueChanges changes, CancellationToken cancel)
    {
        var fault = NextSave;
        NextSave = SaveFault.None;
        if (fault != SaveFault.Lost)
        {
            Write(changes);
        }

        return fault == SaveFault.None ? Task.CompletedTask : Task.FromException(new IOException("cut off"));
    }

    private void Write(QueueChanges changes)
    {
        KeysWritten += changes.Segments.Count + (changes.Head is null ? 0 : 1);
        if (changes.Head is not null)
        {
            Stored[HeadKey] = JsonSerializer.Serialize(changes.Head, MeshJson.Options);
        }

        foreach (var (number, segment) in changes.Segments)
        {
            if (segment is null)
            {
                Stored.Remove($"segment-{number}");
            }
            else
            {
                Stored[$"segment-{number}"] = JsonSerializer.Serialize(segment, MeshJson.Options);
            }
        }
    }

    private Task<T?> Read<T>(string key)
        where T : class
    {
        Reads++;
        return Task.FromResult(
            Stored.TryGetValue(key, out var text)
                ? JsonSerializer.Deserialize<T>(text, MeshJson.Options)
                : null);
    }
}
