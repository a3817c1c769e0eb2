using SharedSequencer.DaprConformance.Tests.Support;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>The worlds that most cases share.</summary>
internal static class Plans
{
    public const string Types = """{"entities":["T","U","R","BenchActor"]}""";

    /// <summary>One app that hosts the actor types and subscribes to topics of its own name.</summary>
    public static WorldPlan Actors(string config = Types) => new(new AppPlan("app1", config));

    /// <summary>A caller without actors, and the app that hosts them.</summary>
    public static WorldPlan Remote => new(new AppPlan("app1", "{}"), new AppPlan("app2", Types));

    /// <summary>One app with subscriptions; the path of each is its topic.</summary>
    public static WorldPlan Topics(params (string Topic, string? DeadLetters)[] topics) => new(
        new AppPlan("app1", "{}", Subscribe(topics)));

    /// <summary>An answer to the subscribe handshake.</summary>
    public static string Subscribe(params (string Topic, string? DeadLetters)[] topics)
    {
        var items = topics.Select(topic =>
            $$"""{"pubsubname":"pubsub","topic":"{{topic.Topic}}","route":"{{topic.Topic}}"{{DeadLetter(topic.DeadLetters)}}}""");
        return $"[{string.Join(",", items)}]";
    }

    private static string DeadLetter(string? topic) => topic is null ? "" : $",\"deadLetterTopic\":\"{topic}\"";
}
