using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SharedSequencer.Ordering.Peers;

/// <summary>Connections between validators; section <c>Ordering:Transport</c>.</summary>
internal sealed class TransportOptions
{
    /// <summary>Bytes that may wait to be sent to one validator; beyond it the least useful is given up.</summary>
    [Range(1024 * 1024, 1024 * 1024 * 1024)]
    public int QueueBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Messages that may wait to be sent to one validator.</summary>
    [Range(16, 1_000_000)]
    public int QueueMessages { get; init; } = 16_384;

    /// <summary>Bytes of one validator's messages that may be under way from its socket to the loop.</summary>
    [Range(1024 * 1024, 1024 * 1024 * 1024)]
    public int IncomingBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>First pause before a broken connection is made again, in milliseconds; doubles, with jitter.</summary>
    [Range(1, 60_000)]
    public int ReconnectMs { get; init; } = 50;

    /// <summary>Longest pause before a broken connection is made again, in milliseconds.</summary>
    [Range(1, 600_000)]
    public int LongestReconnectMs { get; init; } = 1_000;

    /// <summary>How long making a connection may take, in milliseconds.</summary>
    [Range(10, 60_000)]
    public int ConnectTimeoutMs { get; init; } = 2_000;

    /// <summary>A silent connection is probed after this long and given up after twice as long again, in milliseconds.</summary>
    [Range(1_000, 60_000)]
    public int KeepAliveMs { get; init; } = 2_000;

    /// <summary>
    /// How long a validator is not listened to after it has sent what no honest one sends, in milliseconds; doubles
    /// each time up to sixty-four times as long.
    /// </summary>
    [Range(10, 600_000)]
    public int PenaltyMs { get; init; } = 1_000;

    /// <summary>
    /// Connections to the port at once, with those that have not yet shown whose they are; each member has one.
    /// </summary>
    [Range(1, 65_536)]
    public int MaxConnections { get; init; } = 256;

    public TimeSpan Reconnect => TimeSpan.FromMilliseconds(ReconnectMs);

    public TimeSpan LongestReconnect => TimeSpan.FromMilliseconds(LongestReconnectMs);

    public TimeSpan ConnectTimeout => TimeSpan.FromMilliseconds(ConnectTimeoutMs);

    public TimeSpan KeepAlive => TimeSpan.FromMilliseconds(KeepAliveMs);

    public TimeSpan Penalty => TimeSpan.FromMilliseconds(PenaltyMs);

    /// <summary>Rules over several fields.</summary>
    internal sealed class Rules : IValidateOptions<TransportOptions>
    {
        public ValidateOptionsResult Validate(string? name, TransportOptions options) =>
            options.ReconnectMs <= options.LongestReconnectMs
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("ReconnectMs must not exceed LongestReconnectMs.");
    }
}
