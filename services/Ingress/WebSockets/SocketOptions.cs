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

    /// <summary>Bytes of such messages. A single larger one still passes.</summary>
    [Range(65_536, 1_073_741_824)]
    public int MaxQueuedBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Transactions of all rollups that wait to be told to subscribers.</summary>
    [Range(16, 1_048_576)]
    public int MaxQueuedAnnouncements { get; set; } = 65_536;

    /// <summary>Subscriptions of one connection.</summary>
    [Range(1, 10_000)]
    public int MaxSubscriptions { get; set; } = 128;

    /// <summary>Connections of one client address; behind a load balancer that is all of its clients.</summary>
    [Range(1, 100_000)]
    public int MaxConnectionsPerClient { get; set; } = 256;

    /// <summary>Subscriptions of one client address.</summary>
    [Range(1, 1_000_000)]
    public int MaxSubscriptionsPerClient { get; set; } = 4_096;

    /// <summary>Longest time from a message's first bytes to its last, in milliseconds.</summary>
    [Range(100, 600_000)]
    public int MessageTimeoutMilliseconds { get; set; } = 10_000;

    /// <summary>Longest time for sending one message, in milliseconds.</summary>
    [Range(100, 600_000)]
    public int SendTimeoutMilliseconds { get; set; } = 10_000;
}
