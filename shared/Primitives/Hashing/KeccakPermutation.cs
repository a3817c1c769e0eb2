using System.Numerics;

namespace SharedSequencer.Primitives;

/// <summary>Keccak-f[1600] (FIPS 202, section 3) over local variables, one unrolled round per turn.</summary>
/// <remarks>Lane s(x + 5y) holds A[x, y] of the standard. The names follow it: c and d are theta's column
/// parities and their mix, b is the state after rho and pi, the last block is chi with iota on lane
/// 0.</remarks>
internal static class KeccakPermutation
{
    public const int Lanes = 25;

    private static readonly ulong[] RoundConstants =
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
        0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    public static void Apply(Span<ulong> lanes)
    {
        var a = lanes[..Lanes];
        var constants = RoundConstants;
        var s00 = a[0]; var s01 = a[1]; var s02 = a[2]; var s03 = a[3];
        var s04 = a[4]; var s05 = a[5]; var s06 = a[6]; var s07 = a[7];
        var s08 = a[8]; var s09 = a[9]; var s10 = a[10]; var s11 = a[11];
        var s12 = a[12]; var s13 = a[13]; var s14 = a[14]; var s15 = a[15];
        var s16 = a[16]; var s17 = a[17]; var s18 = a[18]; var s19 = a[19];
        var s20 = a[20]; var s21 = a[21]; var s22 = a[22]; var s23 = a[23];
        var s24 = a[24];

        for (var round = 0; round < constants.Length; round++)
        {
            var c0 = s00 ^ s05 ^ s10 ^ s15 ^ s20;
            var c1 = s01 ^ s06 ^ s11 ^ s16 ^ s21;
            var c2 = s02 ^ s07 ^ s12 ^ s17 ^ s22;
            var c3 = s03 ^ s08 ^ s13 ^ s18 ^ s23;
            var c4 = s04 ^ s09 ^ s14 ^ s19 ^ s24;
            var d0 = c4 ^ BitOperations.RotateLeft(c1, 1);
            var d1 = c0 ^ BitOperations.RotateLeft(c2, 1);
            var d2 = c1 ^ BitOperations.RotateLeft(c3, 1);
            var d3 = c2 ^ BitOperations.RotateLeft(c4, 1);
            var d4 = c3 ^ BitOperations.RotateLeft(c0, 1);

            var b00 = s00 ^ d0;
            var b01 = BitOperations.RotateLeft(s06 ^ d1, 44);
            var b02 = BitOperations.RotateLeft(s12 ^ d2, 43);
            var b03 = BitOperations.RotateLeft(s18 ^ d3, 21);
            var b04 = BitOperations.RotateLeft(s24 ^ d4, 14);

            var b05 = BitOperations.RotateLeft(s03 ^ d3, 28);
            var b06 = BitOperations.RotateLeft(s09 ^ d4, 20);
            var b07 = BitOperations.RotateLeft(s10 ^ d0, 3);
            var b08 = BitOperations.RotateLeft(s16 ^ d1, 45);
            var b09 = BitOperations.RotateLeft(s22 ^ d2, 61);

            var b10 = BitOperations.RotateLeft(s01 ^ d1, 1);
            var b11 = BitOperations.RotateLeft(s07 ^ d2, 6);
            var b12 = BitOperations.RotateLeft(s13 ^ d3, 25);
            var b13 = BitOperations.RotateLeft(s19 ^ d4, 8);
            var b14 = BitOperations.RotateLeft(s20 ^ d0, 18);

            var b15 = BitOperations.RotateLeft(s04 ^ d4, 27);
            var b16 = BitOperations.RotateLeft(s05 ^ d0, 36);
            var b17 = BitOperations.RotateLeft(s11 ^ d1, 10);
            var b18 = BitOperations.RotateLeft(s17 ^ d2, 15);
            var b19 = BitOperations.RotateLeft(s23 ^ d3, 56);

            var b20 = BitOperations.RotateLeft(s02 ^ d2, 62);
            var b21 = BitOperations.RotateLeft(s08 ^ d3, 55);
            var b22 = BitOperations.RotateLeft(s14 ^ d4, 39);
            var b23 = BitOperations.RotateLeft(s15 ^ d0, 41);
            var b24 = BitOperations.RotateLeft(s21 ^ d1, 2);

            s00 = b00 ^ (~b01 & b02) ^ constants[round];
            s01 = b01 ^ (~b02 & b03);
            s02 = b02 ^ (~b03 & b04);
            s03 = b03 ^ (~b04 & b00);
            s04 = b04 ^ (~b00 & b01);
            s05 = b05 ^ (~b06 & b07);
            s06 = b06 ^ (~b07 & b08);
            s07 = b07 ^ (~b08 & b09);
            s08 = b08 ^ (~b09 & b05);
            s09 = b09 ^ (~b05 & b06);
            s10 = b10 ^ (~b11 & b12);
            s11 = b11 ^ (~b12 & b13);
            s12 = b12 ^ (~b13 & b14);
            s13 = b13 ^ (~b14 & b10);
            s14 = b14 ^ (~b10 & b11);
            s15 = b15 ^ (~b16 & b17);
            s16 = b16 ^ (~b17 & b18);
            s17 = b17 ^ (~b18 & b19);
            s18 = b18 ^ (~b19 & b15);
            s19 = b19 ^ (~b15 & b16);
            s20 = b20 ^ (~b21 & b22);
            s21 = b21 ^ (~b22 & b23);
            s22 = b22 ^ (~b23 & b24);
            s23 = b23 ^ (~b24 & b20);
            s24 = b24 ^ (~b20 & b21);
        }

        a[0] = s00; a[1] = s01; a[2] = s02; a[3] = s03;
        a[4] = s04; a[5] = s05; a[6] = s06; a[7] = s07;
        a[8] = s08; a[9] = s09; a[10] = s10; a[11] = s11;
        a[12] = s12; a[13] = s13; a[14] = s14; a[15] = s15;
        a[16] = s16; a[17] = s17; a[18] = s18; a[19] = s19;
        a[20] = s20; a[21] = s21; a[22] = s22; a[23] = s23;
        a[24] = s24;
    }
}
