namespace SharedSequencer.StandIn.Http;

/// <summary>
/// The target of a request as daprd routes it: double and trailing slashes gone, dot segments resolved,
/// percent escapes left alone. ASP.NET Core routing would treat <c>//v1.0/actors</c>, which the SDK sends, as another path.
/// </summary>
internal readonly struct RequestTarget
{
    private RequestTarget(string[] segments, string query)
    {
        Segments = segments;
        Query = query;
    }

    /// <summary>The path split at its slashes, still percent-encoded.</summary>
    public string[] Segments { get; }

    /// <summary>The query with its question mark, or an empty string.</summary>
    public string Query { get; }

    public static RequestTarget Parse(string rawTarget)
    {
        var queryStart = rawTarget.IndexOf('?', StringComparison.Ordinal);
        var path = queryStart < 0 ? rawTarget : rawTarget[..queryStart];
        var query = queryStart < 0 ? "" : rawTarget[queryStart..];
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return new RequestTarget(Array.IndexOf(segments, ".") < 0 && Array.IndexOf(segments, "..") < 0
            ? segments
            : ResolveDots(segments), query);
    }

    /// <summary>True when the path starts with these segments.</summary>
    public bool StartsWith(ReadOnlySpan<string> prefix) =>
        Segments.Length >= prefix.Length && Segments.AsSpan(0, prefix.Length).SequenceEqual(prefix);

    private static string[] ResolveDots(string[] segments)
    {
        var kept = new List<string>(segments.Length);
        foreach (var segment in segments)
        {
            if (segment == "..")
            {
                if (kept.Count > 0) kept.RemoveAt(kept.Count - 1);
            }
            else if (segment != ".")
            {
                kept.Add(segment);
            }
        }
        return [.. kept];
    }
}
