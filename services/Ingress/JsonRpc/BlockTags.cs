using System.Text.Json;

namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>Looks for a block tag among parameters. A string value that equals a tag is one: all else is hex.</summary>
internal static class BlockTags
{
    public static bool Names(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> tag)
    {
        if (parameters.IndexOf(tag) < 0) return false;
        var reader = new Utf8JsonReader(parameters, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String && JsonText.Is(in reader, tag)) return true;
        }
        return false;
    }
}
