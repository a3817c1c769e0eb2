namespace SharedSequencer.Ordering.Delivery;

/// <summary>What became of a delivered batch. The names are metric labels.</summary>
internal enum DeliveryOutcome
{
    /// <summary>Acknowledged: it is durable in the journal.</summary>
    Accepted,

    /// <summary>
    /// Not a batch of this network, or not signed by the ingress it names: no repeat can help.
    /// </summary>
    Malformed,

    /// <summary>The lane or the ingress is not active.</summary>
    Inactive,

    /// <summary>Too late.</summary>
    Expired,

    /// <summary>Another batch has its sequence.</summary>
    Conflicting,

    /// <summary>Its predecessor did not come in time.</summary>
    UnknownPredecessor,

    /// <summary>No room in the queue or in the validator.</summary>
    Full,

    /// <summary>The queue did not answer in time.</summary>
    QueueUnreachable,

    /// <summary>The validator did not make it durable in time.</summary>
    ValidatorUnavailable,
}
