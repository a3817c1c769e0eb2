using Npgsql;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Journal;

/// <summary>Answers questions about single bundles from the journal.</summary>
internal sealed class BundleReader(NpgsqlDataSource source)
{
    private const string FindText = """
        select b.escrow_id, e.received_ms, e.raw, e.hash, e.position, r.outcome, r.reason, r.refused_ms
        from bundles b join entries e on e.lane = 0 and e.position = b.position
        left join refusals r on r.lane = 0 and r.hash = e.hash and r.position = e.position
        where b.id = $1
        """;

    private const string FindByTermsText = """
        select b.id from bundles b left join bundle_outcomes o on o.kind = 3 and o.subject = b.id
        where b.escrow_id = $1 order by (o.code = 11) desc nulls last, b.position limit 1
        """;

    private const string OutcomeText = "select code, height, chain_ms from bundle_outcomes where kind = $1 and subject = $2";

    /// <summary>
    /// A bundle by its id, or by the escrow id of its terms; null when it was not taken here and the chain has not told
    /// of it.
    /// </summary>
    public async Task<JournaledBundle?> FindAsync(Hash256 name, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var id = await FindByTermsAsync(connection, name, cancellationToken) ?? name;
        var found = await FindTakenAsync(connection, id, cancellationToken) ?? new JournaledBundle { Id = id };
        var outcome = await OutcomeAsync(connection, OutcomeKind.Bundle, id, cancellationToken);
        var escrowId = found.EscrowId ?? name;
        var decision = await OutcomeAsync(connection, OutcomeKind.Decision, escrowId, cancellationToken);
        if (found.Bundle is null && outcome is null)
            return decision is null ? null : new JournaledBundle { EscrowId = name, Decision = decision };
        return found with { Outcome = outcome, Decision = decision };
    }

    /// <summary>What the chain told of a subject; null while it has not.</summary>
    public async Task<BundleOutcome?> FindOutcomeAsync(OutcomeKind kind, Hash256 subject, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await OutcomeAsync(connection, kind, subject, cancellationToken);
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

    private static async Task<Hash256?> FindByTermsAsync(
        NpgsqlConnection connection, Hash256 escrowId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FindByTermsText, connection);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = escrowId.ToArray() });
        return await command.ExecuteScalarAsync(cancellationToken) is byte[] id ? new Hash256(id) : null;
    }

    private static async Task<JournaledBundle?> FindTakenAsync(
        NpgsqlConnection connection, Hash256 id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FindText, connection);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = id.ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return null;
        var raw = row.GetFieldValue<byte[]>(2);
        if (!BundleItem.TryDecode(raw, out var item, out _) || item is not BundleItem.Submit submit)
            throw new InvalidOperationException($"the journal's entry of bundle {id} is damaged");
        return new JournaledBundle
        {
            Id = id,
            EscrowId = new Hash256(row.GetFieldValue<byte[]>(0)),
            ReceivedMilliseconds = row.GetInt64(1),
            Bundle = submit.Bundle,
            Item = new Hash256(row.GetFieldValue<byte[]>(3)),
            Refusal = await row.IsDBNullAsync(5, cancellationToken) ? null : ReadRefusal(row),
        };
    }

    private static Refusal ReadRefusal(NpgsqlDataReader row) => new(
        new TransactionName(Lane.Shared, new Hash256(row.GetFieldValue<byte[]>(3))), row.GetInt64(4),
        (LadderExit)row.GetInt16(5), row.GetString(6), row.GetInt64(7));

    private static async Task<BundleOutcome?> OutcomeAsync(
        NpgsqlConnection connection, OutcomeKind kind, Hash256 subject, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(OutcomeText, connection);
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)kind });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = subject.ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return null;
        return new BundleOutcome(
            kind, subject, (OutcomeCode)row.GetInt16(0), (ulong)row.GetInt64(1), (ulong)row.GetInt64(2));
    }
}
