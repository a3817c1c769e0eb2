using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Journal;

/// <summary>An entry whose receipt is broken.</summary>
/// <param name="Number">Its place among them, ascending.</param>
/// <param name="Name">Which transaction.</param>
/// <param name="Deadline">What was promised.</param>
/// <param name="Found">When it was noticed.</param>
internal readonly record struct OverdueEntry(long Number, TransactionName Name, ChainTime Deadline, DateTimeOffset Found);
