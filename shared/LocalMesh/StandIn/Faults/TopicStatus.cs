namespace SharedSequencer.StandIn.Faults;

/// <summary>One topic in the status; depth counts messages not yet acknowledged, over all apps.</summary>
internal sealed record TopicStatus(string PubSub, string Topic, int Depth);
