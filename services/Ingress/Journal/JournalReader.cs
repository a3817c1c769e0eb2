using Npgsql;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Journal;

/// <summary>Answers questions about single transactions from the journal.</summary>
internal sealed class JournalReader(NpgsqlDataSource source)
{
    private const string FindText = """
        select e.lane, e.position, e.sender, e.nonce, e.received_ms, e.deadline_chain_ms, e.raw,
               b.sequence, b.digest, b.certified_chain_ms, b.height, b.block_chain_ms,
               r.outcome, r.reason, r.refused_ms, x.outcome, x.reason
        from entries e
        left join lateral (
            select * from batches where batches.lane = e.lane
                and batches.to_position >= e.position and batches.from_position <= e.position
            order by batches.to_position, batches.sequence desc limit 1) b on true
        left join refusals r on r.lane = e.lane and r.hash = e.hash and r.position = e.position
        left join executions x on x.lane = e.lane and x.hash = e.hash
        where e.hash = $1 order by r.hash is not null, e.position limit 1
        """;

    private const string FindHeldText = """
        select h.lane, h.sender, h.nonce, h.received_ms, h.raw from held h where h.hash = $1 limit 1
        """;

    private const string FindRefusedText = """
        select lane, position, outcome, reason, refused_ms from refusals where hash = $1
        order by refused_ms desc limit 1
        """;

    /// <summary>All that the journal knows of a hash; null when it never was taken here.</summary>
    public async Task<JournaledTransaction?> FindAsync(Hash256 hash, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await FindEntryAsync(connection, hash, cancellationToken)
            ?? await FindHeldAsync(connection, hash, cancellationToken)
            ?? await FindRefusedAsync(connection, hash, cancellationToken);
    }

    /// <summary>The highest position among these hashes, and whether any was found.</summary>
    public async Task<long?> HighestPositionAsync(
        Lane lane, IReadOnlyCollection<Hash256> hashes, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            "select max(position) from entries where lane = $1 and hash = any($2)");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = (long)lane.Value });
        command.Parameters.Add(
            new NpgsqlParameter<byte[][]> { TypedValue = [.. hashes.Select(static h => h.ToArray())] });
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    /// <summary>Which of these hashes stand in the lane, and were neither refused by the chain nor skipped by the rollup.</summary>
    public async Task<HashSet<Hash256>> FindTakenAsync(
        Lane lane, IReadOnlyCollection<Hash256> hashes, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            select e.hash from entries e where e.lane = $1 and e.hash = any($2)
            and not exists (
                select 1 from refusals r where r.lane = e.lane and r.hash = e.hash and r.position = e.position)
            and not exists (
                select 1 from executions x where x.lane = e.lane and x.hash = e.hash and x.outcome = 3)
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = (long)lane.Value });
        command.Parameters.Add(
            new NpgsqlParameter<byte[][]> { TypedValue = [.. hashes.Select(static h => h.ToArray())] });
        var taken = new HashSet<Hash256>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) taken.Add(new Hash256(row.GetFieldValue<byte[]>(0)));
        return taken;
    }

    /// <summary>Entries whose receipts are broken, after the given number in the order found.</summary>
    public async Task<List<OverdueEntry>> ReadOverdueAsync(long after, int limit, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            select o.number, o.lane, e.hash, e.deadline_chain_ms, o.found
            from broken_receipts o join entries e on e.lane = o.lane and e.position = o.position
            where o.number > $1 order by o.number limit $2
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var overdue = new List<OverdueEntry>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var name = new TransactionName(new Lane((ulong)row.GetInt64(1)), new Hash256(row.GetFieldValue<byte[]>(2)));
            overdue.Add(new OverdueEntry(
                row.GetInt64(0), name, new ChainTime((ulong)row.GetInt64(3)), row.GetFieldValue<DateTimeOffset>(4)));
        }
        return overdue;
    }

    private static async Task<JournaledTransaction?> FindEntryAsync(
        NpgsqlConnection connection, Hash256 hash, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, FindText, hash);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return null;
        return new JournaledTransaction
        {
            Name = new TransactionName(new Lane((ulong)row.GetInt64(0)), hash),
            Position = row.GetInt64(1),
            Sender = new Address(row.GetFieldValue<byte[]>(2)),
            Nonce = (ulong)row.GetInt64(3),
            ReceivedMilliseconds = row.GetInt64(4),
            DeadlineMilliseconds = (ulong)row.GetInt64(5),
            Raw = row.GetFieldValue<byte[]>(6),
            Batch = await ReadBatchAsync(row, cancellationToken),
            Refusal = await row.IsDBNullAsync(12, cancellationToken) ? null : ReadRefusal(row, hash),
            Execution = await row.IsDBNullAsync(15, cancellationToken) ? null : ReadExecution(row, hash),
        };
    }

    private static async Task<JournaledBatch?> ReadBatchAsync(
        NpgsqlDataReader row, CancellationToken cancellationToken)
    {
        if (await row.IsDBNullAsync(7, cancellationToken)) return null;
        return new JournaledBatch(
            (ulong)row.GetInt64(7), new Hash256(row.GetFieldValue<byte[]>(8)),
            OptionalNumber(row, 9), OptionalNumber(row, 10), OptionalNumber(row, 11));
    }

    private static ulong? OptionalNumber(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : (ulong)row.GetInt64(column);

    private static Refusal ReadRefusal(NpgsqlDataReader row, Hash256 hash) => new(
        new TransactionName(new Lane((ulong)row.GetInt64(0)), hash), row.GetInt64(1),
        (LadderExit)row.GetInt16(12), row.GetString(13), row.GetInt64(14));

    private static ExecutionRecord ReadExecution(NpgsqlDataReader row, Hash256 hash) => new(
        new TransactionName(new Lane((ulong)row.GetInt64(0)), hash),
        (Messages.ExecutionOutcome)row.GetInt16(15), row.IsDBNull(16) ? null : row.GetString(16));

    private static async Task<JournaledTransaction?> FindHeldAsync(
        NpgsqlConnection connection, Hash256 hash, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, FindHeldText, hash);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return null;
        return new JournaledTransaction
        {
            Name = new TransactionName(new Lane((ulong)row.GetInt64(0)), hash),
            Sender = new Address(row.GetFieldValue<byte[]>(1)),
            Nonce = (ulong)row.GetInt64(2),
            ReceivedMilliseconds = row.GetInt64(3),
            Raw = row.GetFieldValue<byte[]>(4),
        };
    }

    /// <summary>What was held and ran out of time is known by its refusal alone.</summary>
    private static async Task<JournaledTransaction?> FindRefusedAsync(
        NpgsqlConnection connection, Hash256 hash, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, FindRefusedText, hash);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return null;
        var name = new TransactionName(new Lane((ulong)row.GetInt64(0)), hash);
        return new JournaledTransaction
        {
            Name = name,
            Refusal = new Refusal(
                name, row.GetInt64(1), (LadderExit)row.GetInt16(2), row.GetString(3), row.GetInt64(4)),
        };
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string text, Hash256 hash)
    {
        var command = new NpgsqlCommand(text, connection);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash.ToArray() });
        return command;
    }
}
