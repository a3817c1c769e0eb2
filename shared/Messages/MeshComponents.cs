namespace SharedSequencer.Messages;

/// <summary>Names of the Dapr components; the files in <c>components/</c> declare the same names.</summary>
public static class MeshComponents
{
    /// <summary>The one pub/sub component.</summary>
    public const string PubSub = "mesh-pubsub";

    /// <summary>The state store that holds actor state (<c>actorStateStore</c>).</summary>
    public const string State = "mesh-state";
}
