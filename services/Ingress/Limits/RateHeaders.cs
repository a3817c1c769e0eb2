using System.Globalization;

namespace SharedSequencer.Ingress.Limits;

/// <summary>The headers of the IETF draft on rate limits, and <c>Retry-After</c>, which wins.</summary>
internal static class RateHeaders
{
    public static void Write(HttpResponse response, string policy, in RateState state)
    {
        var wait = state.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        response.Headers.RetryAfter = wait;
        response.Headers["RateLimit-Policy"] = $"\"{policy}\";q={state.PerSecond};w=1";
        response.Headers["RateLimit"] = $"\"{policy}\";r={state.Remaining};t={wait}";
    }
}
