using System.Collections.Concurrent;

namespace SharedSequencer.StandIn.PubSub;

/// <summary>
/// The topics of all pub/sub components, in memory, with the manners of Redis Streams: groups by app id, parallel
/// delivery in publish order, one acknowledgement whatever the handler said. They end with the process.
/// </summary>
internal sealed class Broker(IEnumerable<PubSubComponent> components, TimeProvider time)
{
    private const string DownText = "dial tcp 127.0.0.1:6379: connect: connection refused";
    private const string FullText = "OOM command not allowed when used memory > 'maxmemory'.";

    private readonly Dictionary<string, PubSubComponent> byName = components.ToDictionary(component => component.Name);
    private readonly ConcurrentDictionary<(string PubSub, string Topic), Topic> topics = new();

    /// <summary>While true every publish fails as with a stopped broker.</summary>
    public bool IsDown { get; set; }

    public IEnumerable<string> Names => byName.Keys;

    public IEnumerable<KeyValuePair<(string PubSub, string Topic), Topic>> Topics => topics;

    public bool Knows(string pubSub) => byName.ContainsKey(pubSub);

    /// <summary>The topic of a known component.</summary>
    public Topic Topic(string pubSub, string topic) =>
        topics.GetOrAdd((pubSub, topic), key => new Topic(byName[key.PubSub], time));

    /// <summary>Stores a message.</summary>
    /// <returns>Null, or the broker's words for why it did not take it.</returns>
    public string? Publish(string pubSub, string topic, StoredMessage message)
    {
        if (IsDown) return $"redis streams: error from publish: {DownText}";
        return Topic(pubSub, topic).TryPublish(message) ? null : $"redis streams: error from publish: {FullText}";
    }
}
