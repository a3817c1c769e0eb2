using System.Diagnostics;

namespace SharedSequencer.StandIn.Http;

/// <summary>The W3C traceparent a sidecar hands on: the caller's trace, a span of its own.</summary>
internal static class TraceParent
{
    public const string Header = "traceparent";
    private const int Length = 55;

    /// <summary>Continues the trace of <paramref name="incoming"/>, or starts one when it is absent or not valid.</summary>
    public static string Continue(string? incoming)
    {
        var span = ActivitySpanId.CreateRandom().ToHexString();
        if (incoming is not { Length: Length } || !ActivityContext.TryParse(incoming, null, out _))
            return $"00-{ActivityTraceId.CreateRandom().ToHexString()}-{span}-01";
        return $"{incoming.AsSpan(0, 36)}{span}{incoming.AsSpan(52)}";
    }
}
