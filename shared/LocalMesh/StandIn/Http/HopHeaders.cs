using System.Collections.Frozen;

namespace SharedSequencer.StandIn.Http;

/// <summary>Headers that belong to one connection or to the sidecar and are never handed on as they came.</summary>
internal static class HopHeaders
{
    private static readonly FrozenSet<string> Request = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Host", "Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "TE", "Upgrade", "Expect",
        "Content-Length", "dapr-api-token", "dapr-app-id", TraceParent.Header);

    private static readonly FrozenSet<string> Response = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length", "Date", TraceParent.Header);

    private static readonly FrozenSet<string> Content = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Content-Type", "Content-Encoding", "Content-Language", "Content-Location", "Content-MD5", "Content-Range",
        "Content-Disposition", "Allow", "Expires", "Last-Modified");

    /// <summary>Copies the caller's headers to a request that goes to an app.</summary>
    public static void Copy(IHeaderDictionary from, HttpRequestMessage to)
    {
        foreach (var (name, values) in from)
        {
            if (Request.Contains(name)) continue;
            if (Content.Contains(name)) to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            else to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
    }

    /// <summary>Copies status line neighbours and headers of an app's answer to the caller.</summary>
    public static void Copy(HttpResponseMessage from, HttpResponse to)
    {
        foreach (var (name, values) in from.Headers.NonValidated)
        {
            if (!Response.Contains(name)) to.Headers[name] = values.ToArray();
        }
        foreach (var (name, values) in from.Content.Headers.NonValidated)
        {
            if (!Response.Contains(name)) to.Headers[name] = values.ToArray();
        }
        to.ContentLength = from.Content.Headers.ContentLength;
    }
}
