namespace SharedSequencer.Fuzzing;

/// <summary>The decoders of shared/Primitives.</summary>
public static class FuzzTargets
{
    /// <summary>One target per decoder.</summary>
    public static IReadOnlyList<FuzzTarget> Primitives =>
    [
        new HexTarget(),
        new RlpTarget(),
        new TransactionTarget(),
        new SignatureTarget(),
        new MerkleTarget(),
        new KeystoreTarget(),
    ];
}
