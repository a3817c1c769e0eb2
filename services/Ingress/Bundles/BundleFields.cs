using System.Globalization;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// Reads fields of a body and remembers the first that is wrong; what was left out and may be is its default.
/// </summary>
internal sealed class BundleFields
{
    /// <summary>Name of the first field that is missing or malformed; null while none is.</summary>
    public string? Wrong { get; private set; }

    public void Refuse(string name) => Wrong ??= name;

    public ulong Number(string name, string? text)
    {
        var isNumber = text?.StartsWith("0x", StringComparison.Ordinal) == true
            ? Hex.TryDecodeQuantity(text, out ulong value)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        return Checked(name, isNumber, value);
    }

    public ulong OptionalNumber(string name, string? text) => text is null ? 0 : Number(name, text);

    public UInt256 Amount(string name, string? text)
    {
        var isAmount = text?.StartsWith("0x", StringComparison.Ordinal) == true
            ? UInt256.TryParseHex(text, out var value)
            : UInt256.TryParse(text, out value);
        return Checked(name, isAmount, value);
    }

    public Address Address(string name, string? text) =>
        Checked(name, Primitives.Address.TryParse(text, out var address), address);

    public Address OptionalAddress(string name, string? text) => text is null ? default : Address(name, text);

    public Hash256 Hash(string name, string? text) => Checked(name, Hash256.TryParse(text, out var hash), hash);

    public Hash256 OptionalHash(string name, string? text) => text is null ? default : Hash(name, text);

    public Signature Signature(string name, string? text) =>
        Checked(name, Primitives.Signature.TryParse(text, out var signature), signature);

    /// <summary>A UUID stands for its 16 bytes behind 16 zeros.</summary>
    public Hash256 Replacement(string name, string? text)
    {
        if (!Guid.TryParseExact(text, "D", out var uuid)) return OptionalHash(name, text);
        Span<byte> bytes = stackalloc byte[Hash256.Size];
        bytes.Clear();
        uuid.TryWriteBytes(bytes[16..], bigEndian: true, out _);
        return new Hash256(bytes);
    }

    public BundleMode Mode(string name, string? text)
    {
        var mode = text switch
        {
            "inclusion" => BundleMode.Inclusion,
            "precondition" => BundleMode.Precondition,
            "execution" => BundleMode.Execution,
            _ => default,
        };
        return Checked(name, mode != default, mode);
    }

    public byte[] Bytes(string name, string? text) => Checked(name, Hex.TryDecode(text, out var bytes), bytes) ?? [];

    private T Checked<T>(string name, bool isRight, T value)
    {
        if (!isRight) Refuse(name);
        return value;
    }
}
