using System.Text;
using SharedSequencer.Primitives;

namespace SharedSequencer.Fuzzing;

/// <summary>Reads text as data, quantity and number; what is accepted must come back when it is
/// written.</summary>
public sealed class HexTarget : FuzzTarget
{
    private const int BufferSize = 64;

    /// <inheritdoc/>
    public override string Name => "hex";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds { get; } =
        [.. new[] { "0x", "0x0", "0xff", "0x00ff", "0xdeadBEEF", "0x" + new string('f', 64), "1234567890" }
            .Select(Encoding.UTF8.GetBytes)];

    /// <inheritdoc/>
    public override string Run(byte[] input)
    {
        var text = Encoding.Latin1.GetString(input);
        var lower = text.ToLowerInvariant();
        Span<byte> buffer = stackalloc byte[BufferSize];
        var isData = Hex.TryDecode(text, out var bytes);
        Require(!isData || Hex.Encode(bytes) == lower, "data does not come back");
        var isBuffered = Hex.TryDecode(input, buffer, out var written);
        Require(isBuffered == (isData && bytes!.Length <= BufferSize), "text and UTF-8 disagree");
        Require(!isBuffered || buffer[..written].SequenceEqual(bytes), "text and UTF-8 disagree");
        var isQuantity = UInt256.TryParseHex(text, out var number);
        Require(!isQuantity || number.ToHex() == lower, "a quantity does not come back");
        var isSmall = Hex.TryDecodeQuantity(text, out ulong small);
        Require(!isSmall || (isQuantity && number == small), "two sizes of a quantity disagree");
        var isDecimal = UInt256.TryParse(text, out var fromDecimal);
        Require(!isDecimal || fromDecimal.ToString() == TrimZeros(text), "a decimal does not come back");
        return $"{isData} {isBuffered} {isQuantity} {isSmall} {isDecimal}";
    }

    private static string TrimZeros(string text) =>
        text.TrimStart('0') is { Length: > 0 } digits ? digits : "0";
}
