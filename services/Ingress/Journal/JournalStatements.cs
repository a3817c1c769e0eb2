using Npgsql;
using NpgsqlTypes;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Journal;

/// <summary>
/// Turns a group into SQL: one statement per kind of row, rows as arrays. Inserts are idempotent nowhere on
/// purpose: a group lands once, and a conflict would be a broken invariant.
/// </summary>
internal static class JournalStatements
{
    public static void Build(JournalGroup group, long fence, NpgsqlBatch batch)
    {
        AddFence(group, fence, batch);
        if (group.Entries.Count > 0) AddEntries(group.Entries, batch);
        if (group.HeldGone.Count > 0) AddHeldGone([.. group.HeldGone], batch);
        if (group.Held.Count > 0) AddHeld([.. group.Held.Values], batch);
        if (group.Batches.Count > 0) AddBatches(group.Batches, batch);
        if (group.Included.Count > 0) AddIncluded(group.Included, batch);
        if (group.Expired.Count > 0) AddExpired(group.Expired, batch);
        if (group.Refusals.Count > 0) AddRefusals(group.Refusals, batch);
        if (group.Executions.Count > 0) AddExecutions(group.Executions, batch);
        foreach (var mark in group.ExecutionMarks) AddExecutionMark(mark.Key.Value, mark.Value, batch);
        if (group.Operations.Count > 0) AddOperations(group.Operations, batch);
        BundleStatements.Add(group, batch);
        if (group.Overdue.Count > 0) AddOverdue(group.Overdue, batch);
        if (group.Chain is { } chain) AddChain(chain, batch);
    }

    private static void AddFence(JournalGroup group, long fence, NpgsqlBatch batch)
    {
        var command = Add(batch, "select journal_fence($1, $2)");
        AddLong(command, fence);
        AddLong(command, group.Number);
    }

    private static void AddEntries(List<Entry> entries, NpgsqlBatch batch)
    {
        var command = Add(batch, """
            insert into entries (lane, position, hash, sender, nonce, received_ms, deadline_chain_ms, raw)
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
            """);
        AddLongs(command, entries, static e => (long)e.Lane.Value);
        AddLongs(command, entries, static e => e.Position);
        AddBytes(command, entries, static e => e.Hash.ToArray());
        AddBytes(command, entries, static e => e.Sender.ToArray());
        AddLongs(command, entries, static e => (long)e.Nonce);
        AddLongs(command, entries, static e => e.ReceivedMilliseconds);
        AddLongs(command, entries, static e => (long)e.DeadlineMilliseconds);
        AddMemories(command, entries, static e => e.Raw);
    }

    private static void AddHeld(List<Entry> held, NpgsqlBatch batch)
    {
        var command = Add(batch, """
            insert into held (lane, hash, sender, nonce, received_ms, raw)
            select * from unnest($1, $2, $3, $4, $5, $6)
            """);
        AddLongs(command, held, static e => (long)e.Lane.Value);
        AddBytes(command, held, static e => e.Hash.ToArray());
        AddBytes(command, held, static e => e.Sender.ToArray());
        AddLongs(command, held, static e => (long)e.Nonce);
        AddLongs(command, held, static e => e.ReceivedMilliseconds);
        AddMemories(command, held, static e => e.Raw);
    }

    private static void AddHeldGone(List<TransactionName> names, NpgsqlBatch batch)
    {
        var command = Add(batch, """
            delete from held using unnest($1, $2) as gone (lane, hash)
            where held.lane = gone.lane and held.hash = gone.hash
            """);
        AddLongs(command, names, static n => (long)n.Lane.Value);
        AddBytes(command, names, static n => n.Hash.ToArray());
    }

    private static void AddBatches(List<BatchRecord> batches, NpgsqlBatch batch)
    {
        var command = Add(batch, """
            insert into batches (lane, sequence, digest, predecessor, predecessor_not_after_chain_ms,
                created_chain_ms, not_after_chain_ms, from_position, to_position, signature)
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """);
        AddLongs(command, batches, static b => (long)b.Lane.Value);
        AddLongs(command, batches, static b => (long)b.Sequence);
        AddBytes(command, batches, static b => b.Digest.ToArray());
        AddBytes(command, batches, static b => b.Predecessor.ToArray());
        AddLongs(command, batches, static b => (long)b.PredecessorNotAfterMilliseconds);
        AddLongs(command, batches, static b => (long)b.CreatedMilliseconds);
        AddLongs(command, batches, static b => (long)b.NotAfterMilliseconds);
        AddLongs(command, batches, static b => b.Range.From);
        AddLongs(command, batches, static b => b.Range.To);
        AddBytes(command, batches, static b => b.Signature.ToArray());
    }

    private static void AddIncluded(List<BatchInclusion> included, NpgsqlBatch batch)
    {
        var command = Add(batch, """
            update batches set height = i.height, certified_chain_ms = i.certified, block_chain_ms = i.block
            from unnest($1, $2, $3, $4, $5) as i (lane, sequence, height, certified, block)
            where batches.lane = i.lane and batches.sequence = i.sequence
            """);
        AddLongs(command, included, static i => (long)i.Lane.Value);
        AddLongs(command, included, static i => (long)i.Sequence);
        AddLongs(command, included, static i => (long)i.Height);
        AddLongs(command, included, static i => (long)i.CertifiedMilliseconds);
        AddLongs(command, included, static i => (long)i.BlockMilliseconds);
    }

    private static void AddExpired(List<BatchName> expired, NpgsqlBatch batch)
    {
        var command = Add(batch, """
            update batches set expired = true from unnest($1, $2) as e (lane, sequence)
            where batches.lane = e.lane and batches.sequence = e.sequence
            """);
        AddLongs(command, expired, static e => (long)e.Lane.Value);
        AddLongs(command, expired, static e => (long)e.Sequence);
    }

    /// <summary>The same transaction may be held in vain twice; the first reason stands.</summary>
    private static void AddRefusals(List<Refusal> refusals, NpgsqlBatch batch)
    {
        var command = Add(batch, """
            insert into refusals (lane, hash, position, outcome, reason, refused_ms)
            select * from unnest($1, $2, $3, $4, $5, $6) on conflict do nothing
            """);
        AddLongs(command, refusals, static r => (long)r.Name.Lane.Value);
        AddBytes(command, refusals, static r => r.Name.Hash.ToArray());
        AddLongs(command, refusals, static r => r.Position);
        AddShorts(command, refusals, static r => (short)r.Exit);
        AddTexts(command, refusals, static r => r.Reason);
        AddLongs(command, refusals, static r => r.AtMilliseconds);
    }

    /// <summary>A later report of the same transaction replaces the earlier one: the node reorganised.</summary>
    private static void AddExecutions(List<ExecutionRecord> executions, NpgsqlBatch batch)
    {
        var latest = executions.GroupBy(static e => e.Name).Select(static g => g.Last()).ToList();
        var command = Add(batch, """
            insert into executions (lane, hash, outcome, reason) select * from unnest($1, $2, $3, $4)
            on conflict (lane, hash) do update set outcome = excluded.outcome, reason = excluded.reason
            """);
        AddLongs(command, latest, static e => (long)e.Name.Lane.Value);
        AddBytes(command, latest, static e => e.Name.Hash.ToArray());
        AddShorts(command, latest, static e => (short)e.Outcome);
        AddTexts(command, latest, static e => e.Reason);
    }

    /// <summary>What bundles brought before it is executed as well.</summary>
    private static void AddExecutionMark(ulong lane, long position, NpgsqlBatch batch)
    {
        var command = Add(batch, """
            with passed as (delete from legs where lane = $1 and after_position < $2)
            insert into execution_marks (lane, position) values ($1, $2)
            on conflict (lane) do update set position = greatest(execution_marks.position, excluded.position)
            """);
        AddLong(command, (long)lane);
        AddLong(command, position);
    }

    /// <summary>What is overdue is found again after a restart; the first time stands.</summary>
    private static void AddOverdue(List<Entry> overdue, NpgsqlBatch batch)
    {
        var command = Add(batch, """
            insert into broken_receipts (lane, position) select * from unnest($1, $2) on conflict do nothing
            """);
        AddLongs(command, overdue, static e => (long)e.Lane.Value);
        AddLongs(command, overdue, static e => e.Position);
    }

    private static void AddChain(ChainMark chain, NpgsqlBatch batch)
    {
        var command = Add(batch, """
            insert into chain_position (network, height, hash, block_chain_ms, view) values ($1, $2, $3, $4, $5)
            on conflict (only_one) do update set height = excluded.height, hash = excluded.hash,
                block_chain_ms = excluded.block_chain_ms, view = excluded.view
            """);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = chain.Network.ToArray() });
        AddLong(command, (long)chain.Block.Height.Value);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = chain.Block.Hash.ToArray() });
        AddLong(command, (long)chain.Block.Timestamp.Milliseconds);
        AddLong(command, (long)chain.Block.View.Value);
    }

    /// <summary>A block may be searched twice around a restart.</summary>
    private static void AddOperations(List<OrderedOperation> operations, NpgsqlBatch batch)
    {
        foreach (var operation in operations)
        {
            var command = Add(batch, """
                insert into registry_operations (height, place, operation) values ($1, $2, $3)
                on conflict do nothing
                """);
            AddLong(command, (long)operation.Height);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = operation.Place });
            command.Parameters.Add(
                new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = operation.Encoded });
        }
    }

    internal static NpgsqlBatchCommand Add(NpgsqlBatch batch, string text)
    {
        var command = new NpgsqlBatchCommand(text);
        batch.BatchCommands.Add(command);
        return command;
    }

    private static void AddLong(NpgsqlBatchCommand command, long value) =>
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = value });

    internal static void AddLongs<T>(NpgsqlBatchCommand command, List<T> rows, Func<T, long> column) =>
        AddArray(command, rows, NpgsqlDbType.Bigint, column);

    internal static void AddShorts<T>(NpgsqlBatchCommand command, List<T> rows, Func<T, short> column) =>
        AddArray(command, rows, NpgsqlDbType.Smallint, column);

    internal static void AddTexts<T>(NpgsqlBatchCommand command, List<T> rows, Func<T, string?> column) =>
        AddArray(command, rows, NpgsqlDbType.Text, column);

    internal static void AddBytes<T>(NpgsqlBatchCommand command, List<T> rows, Func<T, byte[]> column) =>
        AddArray(command, rows, NpgsqlDbType.Bytea, column);

    private static void AddMemories<T>(
        NpgsqlBatchCommand command, List<T> rows, Func<T, ReadOnlyMemory<byte>> column) =>
        AddArray(command, rows, NpgsqlDbType.Bytea, column);

    private static void AddArray<T, TValue>(
        NpgsqlBatchCommand command, List<T> rows, NpgsqlDbType type, Func<T, TValue> column)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = column(rows[i]);
        command.Parameters.Add(
            new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
