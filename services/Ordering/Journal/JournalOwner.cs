using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Journal;

/// <summary>Whose journal it is: one validator's in one network.</summary>
internal sealed record JournalOwner(NetworkId Network, Address Validator);
