namespace SharedSequencer.Primitives.Tests.Merkle;

/// <summary>One entry of tests/Vectors/merkle-keccak.json.</summary>
internal sealed record MerkleVector(
    IReadOnlyList<string> Leaves, Hash256 Root, IReadOnlyList<MerkleProofVector> Proofs);
