using System.Net.Mime;

namespace SharedSequencer.Publisher.Blocks;

/// <summary>Blocks are given as JSON unless the client prefers the encoded bytes.</summary>
internal static class AcceptHeader
{
    public static bool WantsRlp(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1).FirstOrDefault();
        return accepted is not null
            && (accepted.MediaType.Equals(MediaTypeNames.Application.Octet, StringComparison.OrdinalIgnoreCase)
                || accepted.MediaType.Equals("application/rlp", StringComparison.OrdinalIgnoreCase));
    }
}
