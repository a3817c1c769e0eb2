using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace SharedSequencer.Primitives;

/// <summary>The two hexadecimal forms of Ethereum JSON-RPC: data (two digits per byte) and quantity
/// (shortest form of a number). Both begin with a lower-case <c>0x</c>; digits of either case are
/// read.</summary>
public static class Hex
{
    /// <summary><c>0x</c> and two lower-case digits per byte.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) =>
        string.Create(2 + 2 * bytes.Length, bytes, static (text, source) =>
        {
            "0x".CopyTo(text);
            Convert.TryToHexStringLower(source, text[2..], out _);
        });

    /// <summary>Reads the data form into a new array; the caller bounds the length of the text.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (!text.StartsWith("0x", StringComparison.Ordinal) || text.Length % 2 != 0)
            return false;
        var decoded = new byte[text.Length / 2 - 1];
        if (!TryDecodeExact(text, decoded))
            return false;
        bytes = decoded;
        return true;
    }

    /// <summary>Reads the data form in UTF-8 into a given buffer without allocation.</summary>
    /// <param name="utf8">The text, <c>0x</c> included.</param>
    /// <param name="destination">Receives the bytes; false when it is too short.</param>
    /// <param name="written">Number of bytes decoded.</param>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, Span<byte> destination, out int written)
    {
        written = 0;
        var length = utf8.Length / 2 - 1;
        if (!utf8.StartsWith("0x"u8) || utf8.Length % 2 != 0 || destination.Length < length)
            return false;
        var status = Convert.FromHexString(utf8[2..], destination[..length], out _, out var decoded);
        if (status != OperationStatus.Done)
            return false;
        written = decoded;
        return true;
    }

    /// <summary>Reads the data form of exactly as many bytes as the destination holds.</summary>
    public static bool TryDecodeExact(ReadOnlySpan<char> text, Span<byte> destination) =>
        text.Length == 2 + 2 * destination.Length
        && text.StartsWith("0x", StringComparison.Ordinal)
        && Convert.FromHexString(text[2..], destination, out _, out _) == OperationStatus.Done;

    /// <summary>The quantity form of a number.</summary>
    public static string EncodeQuantity(ulong value) => $"0x{value:x}";

    /// <summary>The quantity form of a big-endian number of any length.</summary>
    public static string EncodeQuantity(ReadOnlySpan<byte> bigEndian)
    {
        var digits = Convert.ToHexStringLower(bigEndian).AsSpan().TrimStart('0');
        return digits.IsEmpty ? "0x0" : $"0x{digits}";
    }

    /// <summary>Reads the quantity form: no leading zeros, at most 64 bits.</summary>
    public static bool TryDecodeQuantity(ReadOnlySpan<char> text, out ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        var ok = TryDecodeQuantity(text, bytes);
        value = ok ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;
        return ok;
    }

    /// <summary>Reads the quantity form into a big-endian number that fills the destination.</summary>
    public static bool TryDecodeQuantity(ReadOnlySpan<char> text, Span<byte> destination)
    {
        destination.Clear();
        if (text.Length < 3 || !text.StartsWith("0x", StringComparison.Ordinal))
            return false;
        var digits = text[2..];
        if (digits.Length > 2 * destination.Length || (digits[0] == '0' && digits.Length > 1))
            return false;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)];
            if (!char.IsAsciiHexDigit(digit))
                return false;
            var nibble = char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
            destination[^(i / 2 + 1)] |= (byte)(i % 2 == 0 ? nibble : nibble << 4);
        }
        return true;
    }
}
