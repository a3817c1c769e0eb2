namespace SharedSequencer.Ordering.Peers;

/// <summary>Where checked messages enter the validator.</summary>
internal interface IPeerInbox
{
    /// <summary>
    /// Waits until the message is taken in; messages of one peer stay in order. False when nothing is taken any more.
    /// </summary>
    Task<bool> Take(PeerInput input, CancellationToken cancel);
}
