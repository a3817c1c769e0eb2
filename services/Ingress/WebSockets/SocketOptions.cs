using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Ingress.WebSockets;

/// <summary>Section <c>WebSockets</c>.</summary>
internal sealed class SocketOptions
{
    /// <summary>Requests of one connection that run at once.</summary>
    [Range(1, 1_024)]
    public int MaxConcurrentRequests { get; set; } = 16;

    /// <summary>Messages that wait for a slow reader before it is dropped.</summary>
    [Range(1, 65_536)]
    public int MaxQueuedMessages { get; set; } = 512;

    /// <summary>Subscriptions of one connection.</summary>
    [Range(1, 10_000)]
    public int MaxSubscriptions { get; set; } = 128;

    /// <summary>Longest time for sending one message, in milliseconds.</summary>
    [Range(100, 600_000)]
    public int SendTimeoutMilliseconds { get; set; } = 10_000;
}
