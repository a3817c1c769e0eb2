using Npgsql;

namespace SharedSequencer.Ordering.Journal;

/// <summary>One insert-if-absent of many rows.</summary>
/// <param name="What">What a row is, for messages.</param>
/// <param name="Rows">How many rows are given.</param>
/// <param name="Command">Inserts them; takes one array per column.</param>
/// <param name="CountSame">With the same parameters: how many of the given rows stand there exactly
/// so.</param>
internal sealed record JournalInsert(string What, int Rows, NpgsqlBatchCommand Command, string CountSame);
