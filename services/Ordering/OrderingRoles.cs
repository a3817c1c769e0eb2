namespace SharedSequencer.Ordering;

/// <summary>What this process does; setting <c>Ordering:Roles</c>.</summary>
[Flags]
internal enum OrderingRoles
{
    None = 0,

    /// <summary>Acknowledges, proposes, votes, serves blocks. Needs no Dapr.</summary>
    Validator = 1,

    /// <summary>
    /// Hosts the queues of the lanes and takes batches from the broker. Needs the validator beside it.
    /// </summary>
    Queue = 2,
}
