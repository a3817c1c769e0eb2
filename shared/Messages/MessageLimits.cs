namespace SharedSequencer.Messages;

/// <summary>Bounds that every message on the mesh keeps, whatever the broker.</summary>
public static class MessageLimits
{
    /// <summary>Largest payload of one pub/sub message, in bytes: one message is one batch at most.</summary>
    public const int MaxPayloadBytes = 180 * 1024;

    /// <summary>Largest body that a sidecar forwards in either direction, in bytes.</summary>
    public const int MaxInvocationBytes = 4 * 1024 * 1024;
}
