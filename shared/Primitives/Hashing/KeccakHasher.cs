using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace SharedSequencer.Primitives;

/// <summary>Keccak-256 of a message that comes in pieces, on the stack and without allocation.</summary>
/// <remarks>A mutable structure: keep it in one local variable and never copy it. The default value is
/// ready for use. <see cref="Finish()"/> leaves it spent; begin the next message with a new one.</remarks>
public ref struct KeccakHasher
{
    private const int Rate = 136;

    private KeccakState _state;
    private int _offset;

    /// <summary>Appends the next piece of the message.</summary>
    public void Append(scoped ReadOnlySpan<byte> piece)
    {
        Span<ulong> lanes = _state;
        if (_offset != 0)
            piece = piece[FillPartialBlock(lanes, piece)..];
        while (piece.Length >= Rate)
        {
            for (var lane = 0; lane < Rate / 8; lane++)
                lanes[lane] ^= BinaryPrimitives.ReadUInt64LittleEndian(piece[(8 * lane)..]);
            KeccakPermutation.Apply(lanes);
            piece = piece[Rate..];
        }
        Absorb(lanes, piece);
    }

    /// <summary>Ends the message and writes its 32-byte digest.</summary>
    public void Finish(scoped Span<byte> digest)
    {
        Span<ulong> lanes = _state;
        lanes[_offset / 8] ^= 1UL << (8 * (_offset % 8));
        lanes[Rate / 8 - 1] ^= 1UL << 63;
        KeccakPermutation.Apply(lanes);
        for (var lane = 0; lane < Hash256.Size / 8; lane++)
            BinaryPrimitives.WriteUInt64LittleEndian(digest[(8 * lane)..], lanes[lane]);
    }

    /// <summary>Ends the message and returns its digest.</summary>
    public Hash256 Finish()
    {
        Span<byte> digest = stackalloc byte[Hash256.Size];
        Finish(digest);
        return new Hash256(digest);
    }

    private int FillPartialBlock(scoped Span<ulong> lanes, scoped ReadOnlySpan<byte> piece)
    {
        var taken = Math.Min(Rate - _offset, piece.Length);
        Absorb(lanes, piece[..taken]);
        if (_offset == Rate)
        {
            KeccakPermutation.Apply(lanes);
            _offset = 0;
        }
        return taken;
    }

    private void Absorb(scoped Span<ulong> lanes, scoped ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && _offset % 8 != 0)
        {
            lanes[_offset / 8] ^= (ulong)bytes[0] << (8 * (_offset % 8));
            _offset++;
            bytes = bytes[1..];
        }
        while (bytes.Length >= 8)
        {
            lanes[_offset / 8] ^= BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            _offset += 8;
            bytes = bytes[8..];
        }
        foreach (var value in bytes)
        {
            lanes[_offset / 8] ^= (ulong)value << (8 * (_offset % 8));
            _offset++;
        }
    }

    [InlineArray(KeccakPermutation.Lanes)]
    private struct KeccakState
    {
        private ulong _lane;
    }
}
