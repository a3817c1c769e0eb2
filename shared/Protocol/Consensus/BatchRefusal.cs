namespace SharedSequencer.Protocol;

/// <summary>Why a validator does not acknowledge a batch (R2).</summary>
public enum BatchRefusal
{
    /// <summary>Made for another network. Permanent.</summary>
    WrongNetwork = 1,

    /// <summary>The registry does not know the ingress. Permanent until it does.</summary>
    UnknownIngress,

    /// <summary>The rollup of the lane is not registered or has left. Permanent until it is back.</summary>
    LaneInactive,

    /// <summary>Its life is over. Permanent.</summary>
    Expired,

    /// <summary>Created later than the clock allows. Try again later.</summary>
    FromTheFuture,

    /// <summary>The chain is past this sequence with another batch, or another batch with it is held. Permanent.</summary>
    Conflicting,

    /// <summary>The validator has lost its journal and is silent until that is safe (R19). Try elsewhere.</summary>
    Abstaining,

    /// <summary>Too much of this ingress waits for order, in this lane or in all. Try again later.</summary>
    LaneFull,
}
