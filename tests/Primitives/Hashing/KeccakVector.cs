namespace SharedSequencer.Primitives.Tests.Hashing;

/// <summary>One entry of tests/Vectors/keccak256.json.</summary>
internal sealed record KeccakVector(string Message, int Repeat, Hash256 Digest);
