using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Lane = System.Runtime.Intrinsics.Vector128<uint>;

namespace SharedSequencer.Primitives;

/// <summary>scrypt (RFC 7914).</summary>
/// <remarks>
/// <para>An own one, because BouncyCastle rightly refuses r = 1 with n of 2^16 and more, which is what the
/// Web3
/// Secret Storage Definition uses in its example.</para>
/// <para>The words of every 64-byte block are kept in the order of <see cref="Diagonals"/>, so that one
/// vector
/// step does the four quarter rounds of Salsa20. Nothing between reading and writing a block depends on the
/// order but the first word, which stays first.</para>
/// </remarks>
internal static class Scrypt
{
    private const int BlockWords = 16;

    private static readonly int[] Diagonals = [0, 5, 10, 15, 4, 9, 14, 3, 8, 13, 2, 7, 12, 1, 6, 11];

    /// <summary>Derives <paramref name="length"/> bytes with 128·n·r bytes of memory.</summary>
    /// <param name="password">The password.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="cost">n, r and p; n is a power of two. The caller bounds them.</param>
    /// <param name="length">Number of bytes to derive.</param>
    public static byte[] Derive(
        ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, ScryptCost cost, int length)
    {
        var laneBytes = 128 * cost.R;
        var lanes = Rfc2898DeriveBytes.Pbkdf2(
            password, salt, iterations: 1, HashAlgorithmName.SHA256, laneBytes * cost.P);
        var memory = new uint[cost.N][];
        for (var i = 0; i < cost.N; i++)
            memory[i] = new uint[laneBytes / sizeof(uint)];
        for (var lane = 0; lane < cost.P; lane++)
            MixLane(lanes.AsSpan(lane * laneBytes, laneBytes), memory);
        foreach (var row in memory)
            row.AsSpan().Clear();
        return Rfc2898DeriveBytes.Pbkdf2(password, lanes, iterations: 1, HashAlgorithmName.SHA256, length);
    }

    /// <summary>scryptROMix: fills the memory in order, then reads it in an order that depends on
    /// it.</summary>
    private static void MixLane(Span<byte> lane, uint[][] memory)
    {
        var block = new uint[lane.Length / sizeof(uint)];
        var other = new uint[block.Length];
        for (var i = 0; i < block.Length; i++)
            block[i] = BinaryPrimitives.ReadUInt32LittleEndian(lane[ByteOffsetOf(i)..]);
        foreach (var row in memory)
        {
            block.CopyTo(row, 0);
            MixBlocks(block, other);
            (block, other) = (other, block);
        }
        for (var i = 0; i < memory.Length; i++)
        {
            var row = memory[block[^BlockWords] & (uint)(memory.Length - 1)];
            for (var word = 0; word < block.Length; word += Lane.Count)
                (Load(block, word) ^ Load(row, word)).CopyTo(block.AsSpan(word));
            MixBlocks(block, other);
            (block, other) = (other, block);
        }
        for (var i = 0; i < block.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(lane[ByteOffsetOf(i)..], block[i]);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(block.AsSpan()));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(other.AsSpan()));
    }

    /// <summary>scryptBlockMix with Salsa20/8: even results go to the first half, odd ones to the
    /// second.</summary>
    private static void MixBlocks(ReadOnlySpan<uint> input, Span<uint> output)
    {
        var last = input.Length - BlockWords;
        var (x0, x1) = (Load(input, last), Load(input, last + 4));
        var (x2, x3) = (Load(input, last + 8), Load(input, last + 12));
        for (var start = 0; start < input.Length; start += BlockWords)
        {
            var y0 = x0 ^= Load(input, start);
            var y1 = x1 ^= Load(input, start + 4);
            var y2 = x2 ^= Load(input, start + 8);
            var y3 = x3 ^= Load(input, start + 12);
            for (var round = 0; round < 4; round++)
            {
                Step(ref x0, ref x1, ref x2, ref x3);
                (x1, x2, x3) = (Turn3(x1), Turn2(x2), Turn1(x3));
                Step(ref x0, ref x3, ref x2, ref x1);
                (x1, x2, x3) = (Turn1(x1), Turn2(x2), Turn3(x3));
            }
            var index = start / BlockWords;
            var place = (index / 2 * BlockWords) + (index % 2 * input.Length / 2);
            (x0 += y0).CopyTo(output[place..]);
            (x1 += y1).CopyTo(output[(place + 4)..]);
            (x2 += y2).CopyTo(output[(place + 8)..]);
            (x3 += y3).CopyTo(output[(place + 12)..]);
        }
    }

    /// <summary>Four quarter rounds side by side.</summary>
    private static void Step(ref Lane a, ref Lane b, ref Lane c, ref Lane d)
    {
        b ^= Rotate(a + d, 7);
        c ^= Rotate(b + a, 9);
        d ^= Rotate(c + b, 13);
        a ^= Rotate(d + c, 18);
    }

    private static Lane Rotate(Lane words, int bits) => (words << bits) | (words >>> (32 - bits));

    private static Lane Turn1(Lane words) => Vector128.Shuffle(words, Vector128.Create(1u, 2, 3, 0));

    private static Lane Turn2(Lane words) => Vector128.Shuffle(words, Vector128.Create(2u, 3, 0, 1));

    private static Lane Turn3(Lane words) => Vector128.Shuffle(words, Vector128.Create(3u, 0, 1, 2));

    private static Lane Load(ReadOnlySpan<uint> words, int start) =>
        Vector128.Create(words.Slice(start, Lane.Count));

    private static int ByteOffsetOf(int word) =>
        sizeof(uint) * (word / BlockWords * BlockWords + Diagonals[word % BlockWords]);
}
