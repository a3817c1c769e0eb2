namespace SharedSequencer.Protocol;

/// <summary>What a rollup's owner asks of the registry. The numbers are signed.</summary>
public enum OperationKind : byte
{
    /// <summary>Join, or come back after leaving.</summary>
    Register = 1,

    /// <summary>Hand the rollup over to another owner key, or name another reporter.</summary>
    Update = 2,

    /// <summary>Leave: nothing of the rollup is ordered from the next height on.</summary>
    Leave = 3,
}
