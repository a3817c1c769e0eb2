using System.Buffers;

namespace SharedSequencer.StandIn.Http;

/// <summary>Decodes and encodes path segments with the rules of Go's net/url, which daprd uses.</summary>
internal static class PathText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~$&+=:@");

    /// <summary>Decodes an actor name; a plus sign becomes a space, as daprd does for actor paths.</summary>
    public static string DecodeActorName(string segment) => Decode(segment.Replace('+', ' '));

    /// <summary>Decodes percent escapes.</summary>
    public static string Decode(string segment) =>
        segment.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(segment) : segment;

    /// <summary>Encodes one segment.</summary>
    public static string Encode(string segment)
    {
        if (!segment.AsSpan().ContainsAnyExcept(Plain)) return segment;
        return Uri.EscapeDataString(segment)
            .Replace("%24", "$", StringComparison.Ordinal)
            .Replace("%26", "&", StringComparison.Ordinal)
            .Replace("%2B", "+", StringComparison.Ordinal)
            .Replace("%3D", "=", StringComparison.Ordinal)
            .Replace("%3A", ":", StringComparison.Ordinal)
            .Replace("%40", "@", StringComparison.Ordinal);
    }

    /// <summary>Decodes a path and encodes it again, so that an escaped slash becomes a real one.</summary>
    public static string Reencode(ReadOnlySpan<string> segments)
    {
        var decoded = string.Join('/', segments.ToArray().Select(Decode));
        return string.Join('/', decoded.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Encode));
    }
}
