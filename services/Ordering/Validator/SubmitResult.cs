namespace SharedSequencer.Ordering.Validator;

/// <summary>The validator's answer to a batch.</summary>
internal enum SubmitResult
{
    /// <summary>Body and acknowledgement are in the journal, from this call or an earlier one.</summary>
    Durable,

    /// <summary>
    /// The chain has passed its sequence: ordered, or never to be. Nothing more will happen to it.
    /// </summary>
    Settled,

    /// <summary>Another batch with its sequence is held.</summary>
    Conflicting,

    /// <summary>Too late.</summary>
    Expired,

    /// <summary>The lane or the ingress is not active in the final state.</summary>
    Inactive,

    /// <summary>The ingress and lane have used up what the validator holds for them.</summary>
    Full,

    /// <summary>Not a batch that this validator may acknowledge.</summary>
    Refused,

    /// <summary>No durable answer in time, or the validator is stopping.</summary>
    Unavailable,
}
