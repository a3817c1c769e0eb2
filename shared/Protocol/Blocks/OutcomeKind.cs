namespace SharedSequencer.Protocol;

/// <summary>What an outcome is about. The numbers are hashed.</summary>
public enum OutcomeKind : byte
{
    /// <summary>A transaction that was ordered but left out of its rollup block; the subject is its hash.</summary>
    Transaction = 1,

    /// <summary>A registry operation; the subject is its digest.</summary>
    Operation = 2,

    /// <summary>A cross-rollup bundle; the subject is its id.</summary>
    Bundle = 3,
}
