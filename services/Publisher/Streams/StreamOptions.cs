using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Publisher.Streams;

/// <summary>How streams treat their readers; section <c>Streams</c>.</summary>
internal sealed class StreamOptions
{
    /// <summary>Time without a block after which a sign of life is sent, in milliseconds.</summary>
    [Range(100, 600_000)]
    public int KeepAliveMs { get; init; } = 15_000;

    /// <summary>Longest time a reader may take to accept one block, in milliseconds; then it is dropped.</summary>
    [Range(100, 600_000)]
    public int SlowReaderMs { get; init; } = 10_000;

    /// <summary>Streams open at once, SSE and gRPC together; one more is refused.</summary>
    [Range(1, 1_000_000)]
    public int MaxStreams { get; init; } = 1_000;
}
