namespace SharedSequencer.Primitives;

/// <summary>The parameters of scrypt: rows of memory (a power of two), row size in units of 128 bytes, and
/// number of lanes.</summary>
internal readonly record struct ScryptCost(int N, int R, int P);
