namespace SharedSequencer.Protocol;

/// <summary>What an outcome is about. The numbers are hashed.</summary>
public enum OutcomeKind : byte
{
    /// <summary>A transaction that was ordered but left out of its rollup block; the subject is its hash.</summary>
    Transaction = 1,

    /// <summary>A registry operation; the subject is its digest.</summary>
    Operation = 2,

    /// <summary>
    /// What became of a bundle: included, or why not. The subject is its id, on which there is at most one such outcome
    /// ever (R20).
    /// </summary>
    Bundle = 3,

    /// <summary>
    /// Commit or Abort of an execution bundle. The subject is its <see cref="BundleTerms.EscrowId"/>, on which there is at
    /// most one such outcome ever (R23).
    /// </summary>
    Decision = 4,

    /// <summary>
    /// An item of a bundle batch that decided nothing about a bundle; the subject is the Keccak of its bytes. Or a cancel
    /// that took effect; the subject is its digest.
    /// </summary>
    BundleItem = 5,
}
