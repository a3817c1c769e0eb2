namespace SharedSequencer.Primitives.Tests.Merkle;

/// <summary>The path of one leaf of a <see cref="MerkleVector"/>.</summary>
internal sealed record MerkleProofVector(int Index, IReadOnlyList<Hash256> Path);
