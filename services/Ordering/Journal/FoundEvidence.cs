using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Journal;

/// <summary>A proof of misbehaviour as the journal keeps it.</summary>
/// <param name="Number">Its place, ascending.</param>
/// <param name="Found">When it was written down, by the database's clock.</param>
/// <param name="Evidence">The proof.</param>
internal sealed record FoundEvidence(long Number, DateTimeOffset Found, Evidence Evidence);
