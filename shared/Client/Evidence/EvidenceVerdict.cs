namespace SharedSequencer.Client;

/// <summary>What the genesis and the final chain say of a piece of evidence.</summary>
public enum EvidenceVerdict
{
    /// <summary>
    /// Not decided by the chain so far: a block on a parent that is not final, or a receipt whose deadline is not reached.
    /// </summary>
    Undecided = 0,

    /// <summary>It proves what it says.</summary>
    Proven,

    /// <summary>It proves nothing.</summary>
    Unfounded,
}
