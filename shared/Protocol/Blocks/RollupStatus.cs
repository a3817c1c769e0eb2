namespace SharedSequencer.Protocol;

/// <summary>Whether a rollup takes part. The numbers are hashed.</summary>
public enum RollupStatus : byte
{
    /// <summary>Its transactions are ordered.</summary>
    Active = 1,

    /// <summary>Its owner took it out; its log stays and stands still.</summary>
    Left = 2,
}
