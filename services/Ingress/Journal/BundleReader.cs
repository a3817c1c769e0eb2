using Npgsql;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Journal;

/// <summary>Answers questions about single bundles from the journal.</summary>
internal sealed class BundleReader(NpgsqlDataSource source)
{
    // One round trip: every request about a bundle asks this, and who waits asks it again.
    // Of several bundles with the same terms the one that has the place; 11: included, 21: the terms were used.
    private const string FindText = """
        with named as (select coalesce((
            select t.id from bundles t left join bundle_outcomes o on o.kind = 3 and o.subject = t.id where t.escrow_id = $1
            order by case o.code when 11 then 0 when 21 then 2 else 1 end, t.position limit 1), $1) as id)
        select n.id, b.escrow_id, e.raw, e.hash, a.numbers, a.received, a.drops, a.reasons, a.refused,
            o.code, o.height, o.chain_ms, o.number, d.code, d.height, d.chain_ms, d.number
        from named n
        left join lateral (select * from bundles where id = n.id order by position desc limit 1) b on true
        left join entries e on e.lane = 0 and e.position = b.position
        left join lateral (
            select array_agg(t.number order by t.position) as numbers, array_agg(x.received_ms order by t.position) as received,
                array_agg(coalesce(t.dropped, 0) order by t.position) as drops,
                array_agg(coalesce(r.reason, '') order by t.position) as reasons,
                array_agg(coalesce(r.refused_ms, 0) order by t.position) as refused
            from bundles t join entries x on x.lane = 0 and x.position = t.position
            left join refusals r on r.lane = 0 and r.hash = x.hash and r.position = x.position where t.id = n.id) a on true
        left join bundle_outcomes o on o.kind = 3 and o.subject = n.id
        left join bundle_outcomes d on d.kind = 4 and d.subject = coalesce(b.escrow_id, $1)
        """;

    private const string OutcomeText = "select code, height, chain_ms, number from bundle_outcomes where kind = $1 and subject = $2";

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
        var found = row.IsDBNull(2) ? new JournaledBundle { Id = id } : ReadTaken(row, id);
        var outcome = ReadOutcome(row, 9, OutcomeKind.Bundle, id);
        var decision = ReadOutcome(row, 13, OutcomeKind.Decision, found.EscrowId ?? name);
        if (found.Bundle is null && outcome is null)
        {
            return decision is null ? null : new JournaledBundle { EscrowId = name, Decision = decision, IsAskedByTerms = true };
        }
        return found with { Outcome = outcome, Decision = decision, IsAskedByTerms = id != name };
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
        var raw = row.GetFieldValue<byte[]>(2);
        if (!BundleItem.TryDecode(raw, out var item, out _) || item is not BundleItem.Submit submit)
            throw new InvalidOperationException($"the journal's entry of bundle {id} is damaged");
        return new JournaledBundle
        {
            Id = id,
            EscrowId = new Hash256(row.GetFieldValue<byte[]>(1)),
            Bundle = submit.Bundle,
            Item = new Hash256(row.GetFieldValue<byte[]>(3)),
            Attempts = ReadAttempts(row),
        };
    }

    private static BundleAttempt[] ReadAttempts(NpgsqlDataReader row)
    {
        var (numbers, received) = (row.GetFieldValue<long[]>(4), row.GetFieldValue<long[]>(5));
        var (drops, reasons, refused) = (row.GetFieldValue<long[]>(6), row.GetFieldValue<string[]>(7), row.GetFieldValue<long[]>(8));
        return
        [
            .. numbers.Select((number, i) => new BundleAttempt(
                number, received[i], drops[i] == 0 ? null : new BundleDrop(drops[i], reasons[i], refused[i]))),
        ];
    }

    private static BundleOutcome? ReadOutcome(NpgsqlDataReader row, int column, OutcomeKind kind, Hash256 subject) =>
        row.IsDBNull(column)
            ? null
            : new BundleOutcome(
                kind, subject, (OutcomeCode)row.GetInt16(column), (ulong)row.GetInt64(column + 1), (ulong)row.GetInt64(column + 2))
            {
                Number = row.GetInt64(column + 3),
            };
}
