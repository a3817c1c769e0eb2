using System.Buffers.Binary;

namespace SharedSequencer.Primitives;

/// <summary>Writes canonical RLP into a growing buffer that <see cref="Clear"/> makes ready for
/// reuse.</summary>
/// <remarks>Not safe for use by two threads. Lists are opened and closed; their headers are put in place
/// when they close.</remarks>
public sealed class RlpWriter
{
    /// <summary>Most bytes that <see cref="EncodeHeader"/> writes.</summary>
    internal const int LongestHeader = 5;

    /// <summary>Most bytes that <see cref="EncodeInteger"/> writes.</summary>
    internal const int LongestInteger = 9;

    /// <summary>Length of an encoded 32-byte string.</summary>
    internal const int EncodedHashSize = 33;

    private byte[] _buffer;
    private int _length;
    private int[] _openLists = new int[8];
    private int _depth;

    /// <summary>Makes an empty writer with room for <paramref name="capacity"/> bytes.</summary>
    public RlpWriter(int capacity = 256) => _buffer = new byte[Math.Max(capacity, LongestHeader)];

    /// <summary>What was written so far; valid until the next call that writes.</summary>
    /// <exception cref="InvalidOperationException">A list is still open.</exception>
    public ReadOnlySpan<byte> WrittenSpan =>
        _depth == 0
            ? _buffer.AsSpan(0, _length)
            : throw new InvalidOperationException("A list is still open.");

    /// <summary>A copy of what was written so far.</summary>
    /// <exception cref="InvalidOperationException">A list is still open.</exception>
    public byte[] ToArray() => WrittenSpan.ToArray();

    /// <summary>Forgets everything written, open lists included.</summary>
    public void Clear()
    {
        _length = 0;
        _depth = 0;
    }

    /// <summary>Writes a byte string.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        if (content.Length != 1 || content[0] >= 0x80)
            _length += EncodeHeader(0x80, content.Length, Reserve(LongestHeader));
        WriteRaw(content);
    }

    /// <summary>Writes an integer in its shortest form; zero is the empty byte string.</summary>
    public void Write(ulong value)
    {
        _length += EncodeInteger(value, Reserve(LongestInteger));
    }

    /// <summary>Writes an integer in its shortest form; zero is the empty byte string.</summary>
    public void Write(UInt256 value)
    {
        Span<byte> digits = stackalloc byte[UInt256.Size];
        value.CopyTo(digits);
        Write((ReadOnlySpan<byte>)digits.TrimStart((byte)0));
    }

    /// <summary>Writes a byte string of 32 bytes.</summary>
    public void Write(in Hash256 hash)
    {
        Span<byte> content = stackalloc byte[Hash256.Size];
        hash.CopyTo(content);
        Write((ReadOnlySpan<byte>)content);
    }

    /// <summary>Writes a byte string of 20 bytes.</summary>
    public void Write(in Address address)
    {
        Span<byte> content = stackalloc byte[Address.Size];
        address.CopyTo(content);
        Write((ReadOnlySpan<byte>)content);
    }

    /// <summary>Writes a byte string of 65 bytes, r‖s‖v.</summary>
    public void Write(in Signature signature)
    {
        Span<byte> content = stackalloc byte[Signature.Size];
        signature.CopyTo(content);
        Write((ReadOnlySpan<byte>)content);
    }

    /// <summary>Appends bytes that are already encoded, or that stand outside RLP such as a type
    /// byte.</summary>
    public void WriteRaw(ReadOnlySpan<byte> encoded)
    {
        encoded.CopyTo(Reserve(encoded.Length));
        _length += encoded.Length;
    }

    /// <summary>Opens a list; what follows up to the matching <see cref="EndList"/> are its items.</summary>
    public void BeginList()
    {
        if (_depth == _openLists.Length)
            Array.Resize(ref _openLists, 2 * _depth);
        _openLists[_depth++] = _length;
    }

    /// <summary>Closes the list opened last.</summary>
    /// <exception cref="InvalidOperationException">No list is open.</exception>
    public void EndList()
    {
        if (_depth == 0)
            throw new InvalidOperationException("No list is open.");
        var start = _openLists[--_depth];
        Span<byte> header = stackalloc byte[LongestHeader];
        header = header[..EncodeHeader(0xc0, _length - start, header)];
        Reserve(header.Length);
        _buffer.AsSpan(start, _length - start).CopyTo(_buffer.AsSpan(start + header.Length));
        header.CopyTo(_buffer.AsSpan(start));
        _length += header.Length;
    }

    /// <summary>Writes the header of a byte string (base 0x80) or list (base 0xc0); returns its
    /// length.</summary>
    internal static int EncodeHeader(byte kindBase, int length, Span<byte> destination)
    {
        if (length <= 55)
        {
            destination[0] = (byte)(kindBase + length);
            return 1;
        }
        Span<byte> digits = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(digits, length);
        digits = digits.TrimStart((byte)0);
        destination[0] = (byte)(kindBase + 55 + digits.Length);
        digits.CopyTo(destination[1..]);
        return 1 + digits.Length;
    }

    /// <summary>Writes an integer in its shortest form; returns its length.</summary>
    internal static int EncodeInteger(ulong value, Span<byte> destination)
    {
        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(padded, value);
        var digits = padded.TrimStart((byte)0);
        var isItself = digits.Length == 1 && digits[0] < 0x80;
        var header = isItself ? 0 : EncodeHeader(0x80, digits.Length, destination);
        digits.CopyTo(destination[header..]);
        return header + digits.Length;
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
            Array.Resize(ref _buffer, Math.Max(GrownSize(_buffer.Length), checked(_length + count)));
        return _buffer.AsSpan(_length);
    }

    private static int GrownSize(int size) => (int)Math.Min(Array.MaxLength, 2L * size);
}
