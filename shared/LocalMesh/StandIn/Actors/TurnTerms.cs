namespace SharedSequencer.StandIn.Actors;

/// <summary>The circumstances of one attempt at a call.</summary>
/// <param name="IsRemote">The call came in at another sidecar than the owner's.</param>
/// <param name="Timeout">How long the turn may last; null for ever.</param>
/// <param name="RetriesErrorHeader">An SDK exception (200 with an error header) counts as a failure to be tried again.</param>
/// <param name="CallerLeft">Cancelled when the caller closes its connection.</param>
internal readonly record struct TurnTerms(
    bool IsRemote, TimeSpan? Timeout, bool RetriesErrorHeader, CancellationToken CallerLeft);
