namespace SharedSequencer.Ingress.Journal;

/// <summary>The ways off the confirmation ladder. Stored: numbers are never reused.</summary>
internal enum LadderExit : short
{
    Rejected = 1,
    Expired = 2,
}
