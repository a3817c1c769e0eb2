namespace SharedSequencer.StandIn.PubSub;

/// <summary>What a subscriber's answer means.</summary>
internal enum DeliveryVerdict
{
    /// <summary>Done.</summary>
    Success,

    /// <summary>Try again if the policy allows, then dead letter.</summary>
    Retry,

    /// <summary>Dead letter at once.</summary>
    Drop,
}
