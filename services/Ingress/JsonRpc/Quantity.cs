using System.Globalization;
using System.Text;

namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>Hex quantities as JSON-RPC writes them: 0x, no leading zeros.</summary>
internal static class Quantity
{
    public static bool TryParse(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        return text.Length is >= 3 and <= 18 && text.StartsWith("0x"u8)
            && ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    public static byte[] ToJson(ulong value) => Encoding.ASCII.GetBytes($"\"0x{value:x}\"");
}
