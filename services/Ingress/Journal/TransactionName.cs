using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Journal;

/// <summary>Names a transaction, or on lane 0 an operation.</summary>
internal readonly record struct TransactionName(Lane Lane, Hash256 Hash);
