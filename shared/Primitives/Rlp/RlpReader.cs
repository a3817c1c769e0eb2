using System.Buffers.Binary;

namespace SharedSequencer.Primitives;

/// <summary>Reads canonical RLP (Ethereum Yellow Paper, appendix B) front to back, without allocation,
/// recursion or exceptions on any input.</summary>
/// <remarks>Accepts the one shortest form of every item only, so equal content means equal bytes. A failed
/// read moves nothing and says why in <see cref="Error"/>. Nested lists are readers of their own; how deep
/// and
/// how many is the caller's decision. Whoever decodes a whole message checks <see cref="AtEnd"/>.</remarks>
public ref struct RlpReader
{
    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>Reads from the first byte of <paramref name="bytes"/>.</summary>
    public RlpReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Offset of the next item.</summary>
    public int Position { get; private set; }

    /// <summary>What was read so far.</summary>
    public readonly ReadOnlySpan<byte> Consumed => _bytes[..Position];

    /// <summary>What was not read yet; of a list just opened, all its items.</summary>
    public readonly ReadOnlySpan<byte> Remaining => _bytes[Position..];

    /// <summary>Whether every byte was read.</summary>
    public readonly bool AtEnd => Position == _bytes.Length;

    /// <summary>Whether the next item is a list; false at the end.</summary>
    public readonly bool IsList => Position < _bytes.Length && _bytes[Position] >= 0xc0;

    /// <summary>Why the last failed read failed.</summary>
    public RlpError Error { get; private set; }

    /// <summary>Reads a byte string; the span points into the input.</summary>
    public bool TryReadBytes(out ReadOnlySpan<byte> content) => TryReadBytes(int.MaxValue, out content);

    /// <summary>Reads a byte string of at most <paramref name="maxLength"/> bytes.</summary>
    public bool TryReadBytes(int maxLength, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (!TryReadHeader(out var item))
            return false;
        if (item.IsList)
            return Fail(RlpError.BytesExpected);
        if (item.Length > maxLength)
            return Fail(RlpError.WrongSize);
        content = Take(item);
        return true;
    }

    /// <summary>Reads an integer of at most 64 bits.</summary>
    public bool TryReadUInt64(out ulong value)
    {
        value = 0;
        if (!TryReadInteger(sizeof(ulong), out var digits))
            return false;
        foreach (var digit in digits)
            value = value << 8 | digit;
        return true;
    }

    /// <summary>Reads an integer of at most 256 bits.</summary>
    public bool TryReadUInt256(out UInt256 value)
    {
        var ok = TryReadInteger(UInt256.Size, out var digits);
        value = ok ? new UInt256(digits) : default;
        return ok;
    }

    /// <summary>Reads a byte string of exactly 32 bytes.</summary>
    public bool TryReadHash(out Hash256 hash)
    {
        var ok = TryReadExact(Hash256.Size, out var content);
        hash = ok ? new Hash256(content) : default;
        return ok;
    }

    /// <summary>Reads a byte string of exactly 20 bytes.</summary>
    public bool TryReadAddress(out Address address)
    {
        var ok = TryReadExact(Address.Size, out var content);
        address = ok ? new Address(content) : default;
        return ok;
    }

    /// <summary>Reads a byte string of exactly 65 bytes as r‖s‖v, without judging it.</summary>
    public bool TryReadSignature(out Signature signature)
    {
        var ok = TryReadExact(Signature.Size, out var content);
        signature = ok ? new Signature(content) : default;
        return ok;
    }

    /// <summary>Reads a list: this reader moves behind it, <paramref name="inner"/> reads its items. The two
    /// may be the same variable, to walk down.</summary>
    public bool TryReadList(out RlpReader inner)
    {
        if (!TryReadHeader(out var item) || (!item.IsList && !Fail(RlpError.ListExpected)))
        {
            inner = default;
            return false;
        }
        inner = new RlpReader(Take(item));
        return true;
    }

    /// <summary>Reads any one item with its header, byte string or list, without looking into it: what a
    /// list contains is not checked.</summary>
    public bool TryReadRawItem(out ReadOnlySpan<byte> encoded)
    {
        encoded = default;
        if (!TryReadHeader(out var item))
            return false;
        var start = Position;
        Take(item);
        encoded = _bytes[start..Position];
        return true;
    }

    private bool TryReadExact(int size, out ReadOnlySpan<byte> content)
    {
        var start = Position;
        if (!TryReadBytes(size, out content))
            return false;
        if (content.Length == size)
            return true;
        Position = start;
        return Fail(RlpError.WrongSize);
    }

    private bool TryReadInteger(int maxLength, out ReadOnlySpan<byte> digits)
    {
        var start = Position;
        if (!TryReadBytes(maxLength, out digits))
            return false;
        if (digits.IsEmpty || digits[0] != 0)
            return true;
        Position = start;
        return Fail(RlpError.LeadingZero);
    }

    private ReadOnlySpan<byte> Take(Item item)
    {
        var content = _bytes.Slice(item.Start, item.Length);
        Position = item.Start + item.Length;
        return content;
    }

    private bool TryReadHeader(out Item item)
    {
        item = default;
        if (AtEnd)
            return Fail(RlpError.Truncated);
        var first = _bytes[Position];
        var body = Position + 1;
        if (first < 0x80)
            return Accept(new Item(false, Position, 1), out item);
        var isList = first >= 0xc0;
        var code = first - (isList ? 0xc0 : 0x80);
        if (code > 55)
            return TryReadLongHeader(isList, code - 55, out item);
        if (code > _bytes.Length - body)
            return Fail(RlpError.Truncated);
        if (!isList && code == 1 && _bytes[body] < 0x80)
            return Fail(RlpError.NonCanonicalLength);
        return Accept(new Item(isList, body, code), out item);
    }

    private bool TryReadLongHeader(bool isList, int lengthBytes, out Item item)
    {
        item = default;
        var available = _bytes.Length - Position - 1;
        if (lengthBytes > available)
            return Fail(RlpError.Truncated);
        var written = _bytes.Slice(Position + 1, lengthBytes);
        if (written[0] == 0)
            return Fail(RlpError.NonCanonicalLength);
        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        written.CopyTo(padded[(sizeof(ulong) - lengthBytes)..]);
        var length = BinaryPrimitives.ReadUInt64BigEndian(padded);
        if (length <= 55)
            return Fail(RlpError.NonCanonicalLength);
        if (length > (ulong)(available - lengthBytes))
            return Fail(RlpError.Truncated);
        return Accept(new Item(isList, Position + 1 + lengthBytes, (int)length), out item);
    }

    private static bool Accept(Item found, out Item item)
    {
        item = found;
        return true;
    }

    private bool Fail(RlpError error)
    {
        Error = error;
        return false;
    }

    private readonly record struct Item(bool IsList, int Start, int Length);
}
