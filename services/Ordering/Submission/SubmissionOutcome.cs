namespace SharedSequencer.Ordering.Submission;

/// <summary>What became of a batch that was handed in directly.</summary>
internal enum SubmissionOutcome
{
    /// <summary>Body and acknowledgement are durable here.</summary>
    Durable,

    /// <summary>The chain has passed its sequence.</summary>
    Settled,

    /// <summary>No batch of this network, or the signature is not its ingress's.</summary>
    Malformed,

    /// <summary>The ingress is not registered, or the lane not active.</summary>
    Inactive,

    /// <summary>Another batch with its sequence is held.</summary>
    Conflicting,

    /// <summary>Too late.</summary>
    Expired,

    /// <summary>Too much of this ingress and lane waits for order.</summary>
    Full,

    /// <summary>The ingress brings more than it may, or too many bring something at once.</summary>
    Busy,

    /// <summary>The validator is starting, stopping, or silent after a loss.</summary>
    Unavailable,
}
