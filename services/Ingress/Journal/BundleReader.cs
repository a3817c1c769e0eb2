using Npgsql;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Journal;

/// <summary>Answers questions about single bundles from the journal.</summary>
internal sealed class BundleReader(NpgsqlDataSource source)
{
    private const string FindText = """
        select b.escrow_id, e.raw, e.hash from bundles b join entries e on e.lane = 0 and e.position = b.position
        where b.id = $1 order by b.position desc limit 1
        """;

    private const string AttemptsText = """
        select b.number, e.received_ms, b.dropped, r.reason, r.refused_ms
        from bundles b join entries e on e.lane = 0 and e.position = b.position
        left join refusals r on r.lane = 0 and r.hash = e.hash and r.position = e.position
        where b.id = $1 order by b.position
        """;

    // Of several bundles with the same terms the one that has the place; 11: included, 21: the terms were used.
    private const string FindByTermsText = """
        select b.id from bundles b left join bundle_outcomes o on o.kind = 3 and o.subject = b.id
        where b.escrow_id = $1 order by case o.code when 11 then 0 when 21 then 2 else 1 end, b.position limit 1
        """;

    private const string OutcomeText = "select code, height, chain_ms, number from bundle_outcomes where kind = $1 and subject = $2";

    /// <summary>
    /// A bundle by its id, or by the escrow id of its terms; null when it was not taken here and the chain has not told
    /// of it.
    /// </summary>
    public async Task<JournaledBundle?> FindAsync(Hash256 name, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var byTerms = await FindByTermsAsync(connection, name, cancellationToken);
        var id = byTerms ?? name;
        var found = await FindTakenAsync(connection, id, cancellationToken) ?? new JournaledBundle { Id = id };
        var outcome = await OutcomeAsync(connection, OutcomeKind.Bundle, id, cancellationToken);
        var decision = await OutcomeAsync(connection, OutcomeKind.Decision, found.EscrowId ?? name, cancellationToken);
        if (found.Bundle is null && outcome is null)
        {
            return decision is null ? null : new JournaledBundle { EscrowId = name, Decision = decision, IsAskedByTerms = true };
        }
        return found with { Outcome = outcome, Decision = decision, IsAskedByTerms = byTerms is not null };
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
        var found = ReadTaken(row, id);
        await row.DisposeAsync();
        return found with { Attempts = await ReadAttemptsAsync(connection, id, cancellationToken) };
    }

    private static JournaledBundle ReadTaken(NpgsqlDataReader row, Hash256 id)
    {
        if (!BundleItem.TryDecode(row.GetFieldValue<byte[]>(1), out var item, out _) || item is not BundleItem.Submit submit)
            throw new InvalidOperationException($"the journal's entry of bundle {id} is damaged");
        return new JournaledBundle
        {
            Id = id,
            EscrowId = new Hash256(row.GetFieldValue<byte[]>(0)),
            Bundle = submit.Bundle,
            Item = new Hash256(row.GetFieldValue<byte[]>(2)),
        };
    }

    private static async Task<List<BundleAttempt>> ReadAttemptsAsync(
        NpgsqlConnection connection, Hash256 id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(AttemptsText, connection);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = id.ToArray() });
        var attempts = new List<BundleAttempt>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var isDropped = !await row.IsDBNullAsync(2, cancellationToken);
            attempts.Add(new BundleAttempt(
                row.GetInt64(0), row.GetInt64(1),
                isDropped ? new BundleDrop(row.GetInt64(2), row.GetString(3), row.GetInt64(4)) : null));
        }
        return attempts;
    }

    private static async Task<BundleOutcome?> OutcomeAsync(
        NpgsqlConnection connection, OutcomeKind kind, Hash256 subject, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(OutcomeText, connection);
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)kind });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = subject.ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return null;
        return new BundleOutcome(
            kind, subject, (OutcomeCode)row.GetInt16(0), (ulong)row.GetInt64(1), (ulong)row.GetInt64(2))
        {
            Number = row.GetInt64(3),
        };
    }
}
