using Npgsql;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Journal;

/// <summary>Answers questions about single bundles from the journal.</summary>
internal sealed class BundleReader(NpgsqlDataSource source)
{
    // One round trip: every request about a bundle asks this, and who waits asks it again.
    private const string FindText = """
        with named as (select coalesce((
            select t.id from bundles t left join bundle_outcomes o on o.kind = 3 and o.subject = t.id
            where t.escrow_id = $1 order by (o.code = 11) desc nulls last, t.position limit 1), $1) as id)
        select n.id, b.escrow_id, e.received_ms, e.raw, e.hash, e.position, r.outcome, r.reason, r.refused_ms,
            o.code, o.height, o.chain_ms, d.code, d.height, d.chain_ms
        from named n
        left join bundles b on b.id = n.id
        left join entries e on e.lane = 0 and e.position = b.position
        left join refusals r on r.lane = 0 and r.hash = e.hash and r.position = e.position
        left join bundle_outcomes o on o.kind = 3 and o.subject = n.id
        left join bundle_outcomes d on d.kind = 4 and d.subject = coalesce(b.escrow_id, $1)
        """;

    private const string OutcomeText = "select code, height, chain_ms from bundle_outcomes where kind = $1 and subject = $2";

    /// <summary>
    /// A bundle by its id, or by the escrow id of its terms; null when it was not taken here and the chain has not told
    /// of it.
    /// </summary>
    public async Task<JournaledBundle?> FindAsync(Hash256 name, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(FindText);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = name.ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return null;
        var id = new Hash256(row.GetFieldValue<byte[]>(0));
        var found = row.IsDBNull(3) ? new JournaledBundle { Id = id } : ReadTaken(row, id);
        var outcome = ReadOutcome(row, 9, OutcomeKind.Bundle, id);
        var decision = ReadOutcome(row, 12, OutcomeKind.Decision, found.EscrowId ?? name);
        if (found.Bundle is null && outcome is null)
            return decision is null ? null : new JournaledBundle { EscrowId = name, Decision = decision };
        return found with { Outcome = outcome, Decision = decision };
    }

    /// <summary>What the chain told of a subject; null while it has not.</summary>
    public async Task<BundleOutcome?> FindOutcomeAsync(OutcomeKind kind, Hash256 subject, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(OutcomeText);
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)kind });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = subject.ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? ReadOutcome(row, 0, kind, subject) : null;
    }

    /// <summary>Which bundle came with a key; null when none did.</summary>
    public async Task<Hash256?> FindKeyAsync(IdempotencyKey key, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            "select bundle from idempotency_keys where submitter = $1 and key = $2");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = key.Submitter.ToArray() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Text });
        return await command.ExecuteScalarAsync(cancellationToken) is byte[] bundle ? new Hash256(bundle) : null;
    }

    private static JournaledBundle ReadTaken(NpgsqlDataReader row, Hash256 id)
    {
        var raw = row.GetFieldValue<byte[]>(3);
        if (!BundleItem.TryDecode(raw, out var item, out _) || item is not BundleItem.Submit submit)
            throw new InvalidOperationException($"the journal's entry of bundle {id} is damaged");
        return new JournaledBundle
        {
            Id = id,
            EscrowId = new Hash256(row.GetFieldValue<byte[]>(1)),
            ReceivedMilliseconds = row.GetInt64(2),
            Bundle = submit.Bundle,
            Item = new Hash256(row.GetFieldValue<byte[]>(4)),
            Refusal = row.IsDBNull(6) ? null : ReadRefusal(row),
        };
    }

    private static Refusal ReadRefusal(NpgsqlDataReader row) => new(
        new TransactionName(Lane.Shared, new Hash256(row.GetFieldValue<byte[]>(4))), row.GetInt64(5),
        (LadderExit)row.GetInt16(6), row.GetString(7), row.GetInt64(8));

    private static BundleOutcome? ReadOutcome(NpgsqlDataReader row, int column, OutcomeKind kind, Hash256 subject) =>
        row.IsDBNull(column)
            ? null
            : new BundleOutcome(
                kind, subject, (OutcomeCode)row.GetInt16(column), (ulong)row.GetInt64(column + 1), (ulong)row.GetInt64(column + 2));
}
