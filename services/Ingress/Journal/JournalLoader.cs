using Npgsql;
using SharedSequencer.Ingress.Accounts;
using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Journal;

/// <summary>Reads at start what must be in memory.</summary>
internal sealed class JournalLoader(NpgsqlDataSource source)
{
    /// <summary>How far back senders are looked for: a rollup's node knows what came so many entries ago.</summary>
    private const long SenderWindow = 1_000_000;

    private const string BatchColumns =
        "sequence, digest, predecessor, predecessor_not_after_chain_ms, created_chain_ms, not_after_chain_ms, "
        + "from_position, to_position, signature";

    /// <summary>The last final block that was searched; null for a new journal.</summary>
    public async Task<ChainMark?> ReadChainAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            "select network, height, hash, block_chain_ms, view from chain_position");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return null;
        return new ChainMark(
            Hash(row, 0),
            new BlockPosition(
                new Height(Number(row, 1)), Hash(row, 2), new ChainTime(Number(row, 3)), new View(Number(row, 4))));
    }

    /// <summary>All registry operations of the final chain so far, in order.</summary>
    public async Task<List<byte[]>> ReadOperationsAsync(CancellationToken cancellationToken)
    {
        var operations = new List<byte[]>();
        await using var command = source.CreateCommand(
            "select operation from registry_operations order by height, place");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) operations.Add(row.GetFieldValue<byte[]>(0));
        return operations;
    }

    /// <param name="maxSenders">The last ones so many; 0 where nonces are not judged.</param>
    public async Task<LaneImage> ReadLaneAsync(Lane lane, int maxSenders, CancellationToken cancellationToken)
    {
        var image = new LaneImage();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var reading = new LaneReading(connection, lane);
        await reading.ReadAsync(
            "select coalesce(max(position), 0) from entries where lane = $1",
            row => image.LastPosition = row.GetInt64(0), cancellationToken);
        await ReadBatchesAsync(reading, image, cancellationToken);
        await ReadEntriesAsync(reading, lane, image, cancellationToken);
        await reading.ReadAsync(
            "select hash, sender, nonce, received_ms, 0::bigint, 0::bigint, raw from held where lane = $1",
            row => image.Held.Add(ReadEntry(row, lane)), cancellationToken);
        await reading.ReadAsync(
            "select position from execution_marks where lane = $1",
            row => image.ExecutedThrough = row.GetInt64(0), cancellationToken);
        if (maxSenders == 0) return image;
        await ReadSendersAsync(reading, maxSenders, image, cancellationToken);
        await ReadLegsAsync(reading, maxSenders, image, cancellationToken);
        return image;
    }

    private static async Task ReadBatchesAsync(
        LaneReading reading, LaneImage image, CancellationToken cancellationToken)
    {
        await reading.ReadAsync(
            $"select {BatchColumns} from batches where lane = $1 order by sequence desc limit 1",
            row => image.LastBatch = ReadBatch(row, reading.Lane), cancellationToken);
        await reading.ReadAsync(
            "select coalesce(max(to_position), 0) from batches where lane = $1",
            row => image.BatchedThrough = row.GetInt64(0), cancellationToken);
        await reading.ReadAsync(
            $"select {BatchColumns} from batches where lane = $1 and height is null and not expired order by sequence",
            row => image.Open.Add(ReadBatch(row, reading.Lane)), cancellationToken);
        await reading.ReadAsync(
            """
            select e.from_position, e.to_position from batches e where e.lane = $1 and e.expired
            and not exists (select 1 from batches n where n.lane = e.lane and n.to_position = e.to_position
                and n.sequence > e.sequence)
            and not exists (select 1 from entries x join refusals r
                on r.lane = x.lane and r.hash = x.hash and r.position = x.position
                where x.lane = e.lane and x.position = e.from_position)
            order by e.sequence
            """,
            row => image.Replacements.Add(new BatchRange(row.GetInt64(0), row.GetInt64(1))), cancellationToken);
    }

    private static async Task ReadEntriesAsync(
        LaneReading reading, Lane lane, LaneImage image, CancellationToken cancellationToken)
    {
        var first = image.BatchedThrough + 1;
        foreach (var batch in image.Open) first = Math.Min(first, batch.Range.From);
        foreach (var range in image.Replacements) first = Math.Min(first, range.From);
        await reading.ReadAsync(
            $"""
            select e.hash, e.sender, e.nonce, e.received_ms, e.position, e.deadline_chain_ms, e.raw from entries e
            where e.lane = $1 and e.position >= {first} and not exists (
                select 1 from refusals r where r.lane = e.lane and r.hash = e.hash and r.position = e.position)
            order by e.position
            """,
            row =>
            {
                if (image.IsUnordered(row.GetInt64(4))) image.Entries.Add(ReadEntry(row, lane));
            },
            cancellationToken);
    }

    private static async Task ReadSendersAsync(
        LaneReading reading, int most, LaneImage image, CancellationToken cancellationToken)
    {
        var after = Math.Max(image.ExecutedThrough, image.LastPosition - SenderWindow);
        await reading.ReadAsync(
            $"""
            select e.sender, max(e.nonce), max(e.position) from entries e
            where e.lane = $1 and e.position > {after} and not exists (
                select 1 from executions x where x.lane = e.lane and x.hash = e.hash and x.outcome = 3)
            and not exists (
                select 1 from refusals r where r.lane = e.lane and r.hash = e.hash and r.position = e.position)
            group by e.sender order by max(e.position) desc limit {most}
            """,
            row => image.Senders.Add(new SenderImage(
                new Address(row.GetFieldValue<byte[]>(0)), Number(row, 1), row.GetInt64(2))),
            cancellationToken);
    }

    private static async Task ReadLegsAsync(
        LaneReading reading, int most, LaneImage image, CancellationToken cancellationToken)
    {
        await reading.ReadAsync(
            $"""
            select sender, from_nonce, next_nonce, last_hash, after_position from legs
            where lane = $1 and after_position >= {image.ExecutedThrough} order by after_position desc limit {most}
            """,
            row => image.Legs.Add((
                new Address(row.GetFieldValue<byte[]>(0)),
                new LegRun(Number(row, 1), Number(row, 2), Hash(row, 3), row.GetInt64(4)))),
            cancellationToken);
    }

    private static Entry ReadEntry(NpgsqlDataReader row, Lane lane)
    {
        var raw = row.GetFieldValue<byte[]>(6);
        var bundle = lane.IsShared ? BundleItems.BundleIn(raw) : null;
        return new Entry
        {
            Lane = lane,
            Hash = Hash(row, 0),
            Sender = new Address(row.GetFieldValue<byte[]>(1)),
            Nonce = Number(row, 2),
            ReceivedMilliseconds = row.GetInt64(3),
            Position = row.GetInt64(4),
            DeadlineMilliseconds = Number(row, 5),
            Raw = raw,
            Bundle = bundle is null ? null : BundleName.Of(bundle),
            Legs = bundle is null ? [] : LegTransaction.Of(bundle),
        };
    }

    private static BatchRecord ReadBatch(NpgsqlDataReader row, Lane lane) => new()
    {
        Lane = lane,
        Sequence = Number(row, 0),
        Digest = Hash(row, 1),
        Predecessor = Hash(row, 2),
        PredecessorNotAfterMilliseconds = Number(row, 3),
        CreatedMilliseconds = Number(row, 4),
        NotAfterMilliseconds = Number(row, 5),
        Range = new BatchRange(row.GetInt64(6), row.GetInt64(7)),
        Signature = new Signature(row.GetFieldValue<byte[]>(8)),
    };

    private static Hash256 Hash(NpgsqlDataReader row, int column) => new(row.GetFieldValue<byte[]>(column));

    private static ulong Number(NpgsqlDataReader row, int column) => (ulong)row.GetInt64(column);

    private sealed class LaneReading(NpgsqlConnection connection, Lane lane)
    {
        public Lane Lane => lane;

        public async Task ReadAsync(string text, Action<NpgsqlDataReader> take, CancellationToken cancellationToken)
        {
            await using var command = new NpgsqlCommand(text, connection);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = (long)lane.Value });
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken)) take(row);
        }
    }
}
