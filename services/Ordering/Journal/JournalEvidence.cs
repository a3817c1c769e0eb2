using Npgsql;
using SharedSequencer.Protocol;
using static SharedSequencer.Ordering.Journal.JournalSql;

namespace SharedSequencer.Ordering.Journal;

/// <summary>Reads the proofs of misbehaviour back, oldest first.</summary>
internal sealed class JournalEvidence(NpgsqlDataSource database)
{
    private const int MostBytes = 1024 * 1024;

    /// <summary>The proofs after a number: at least one when there is one, then as many as fit into a mebibyte.</summary>
    /// <param name="after">Number of the last one known; 0 for none.</param>
    /// <param name="limit">Most proofs.</param>
    /// <param name="cancel">Ends the read.</param>
    public async Task<IReadOnlyList<FoundEvidence>> Read(long after, int limit, CancellationToken cancel)
    {
        await using var select = database.Query(
            "select number, found, evidence from evidence where number > $1 order by number limit $2", after, limit);
        await using var rows = await select.ExecuteReaderAsync(cancel);
        var found = new List<FoundEvidence>();
        var bytes = 0;
        while (bytes < MostBytes && await rows.ReadAsync(cancel))
        {
            var encoded = rows.GetFieldValue<byte[]>(2);
            bytes += encoded.Length;
            found.Add(Evidence.TryDecode(encoded, out var evidence)
                ? new FoundEvidence(rows.GetInt64(0), rows.GetFieldValue<DateTimeOffset>(1), evidence)
                : throw new JournalDamagedException("a proof of misbehaviour that cannot be read"));
        }

        return found;
    }
}
