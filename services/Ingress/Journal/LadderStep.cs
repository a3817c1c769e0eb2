namespace SharedSequencer.Ingress.Journal;

/// <summary>
/// The confirmation ladder of protocol.md section 1, as far as this service can see it: <c>Certified</c> is passed on
/// the way to <see cref="SoftCommitted"/> and reported as a time; the L1 steps come with the L1.
/// </summary>
internal enum LadderStep
{
    Held,
    Received,
    SoftCommitted,
    Rejected,
    Expired,
}
