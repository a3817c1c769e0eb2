using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using SharedSequencer.Following;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Storage;

namespace SharedSequencer.Publisher.Archive;

/// <summary>Reads what the archive holds. Everything in it was verified before it was written.</summary>
internal sealed class ArchiveReader(NpgsqlDataSource database) : IStateStore
{
    private const string SelectHead = "SELECT max(height) FROM blocks";

    private const string SelectBlock = "SELECT encoded FROM blocks WHERE height = $1";

    private const string SelectSnapshot = "SELECT height, timestamp, encoded FROM chain_snapshots";

    /// <summary>Whole rows up to a sum of sizes, at least one: the server reads no more bodies than it returns.</summary>
    private const string SelectPage = """
        SELECT number, proof FROM (
            SELECT number, proof, size, sum(size) OVER (ORDER BY number) AS total FROM (
                SELECT number, proof, size FROM rollup_blocks
                WHERE rollup_id = $1 AND number >= $2 ORDER BY number LIMIT $3) AS page) AS sized
        WHERE total - size < $4 ORDER BY number
        """;

    /// <summary>The first place: a repeat after the window is possible and changes nothing for the rollup.</summary>
    private const string SelectPlace = """
        SELECT b.height, b.number, t.place, b.timestamp
        FROM transactions t JOIN rollup_blocks b ON b.rollup_id = t.rollup_id AND b.number = t.number
        WHERE t.hash_prefix = $1 AND t.rollup_id = $2 AND substr(b.hashes, t.place * 32 + 1, 32) = $3
        ORDER BY t.number LIMIT 1
        """;

    private const string SelectPlaced = """
        SELECT height, timestamp, rollup_id, hashes FROM rollup_blocks
        WHERE timestamp >= $1 AND height <= $2 ORDER BY height
        """;

    private const string SelectEncodedFrom =
        "SELECT encoded FROM blocks WHERE height >= $1 AND height < $2 ORDER BY height";

    /// <summary>Height of the newest block; 0 before the first.</summary>
    public async Task<Height> HeadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(SelectHead);
        return await command.ExecuteScalarAsync(cancellationToken) is long height
            ? new Height(StoredNumber.Read(height))
            : new Height(0);
    }

    /// <summary>The encoded final block, or null above the head.</summary>
    public async Task<byte[]?> BlockAsync(Height height, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(SelectBlock);
        command.Parameters.Add(new() { Value = StoredNumber.Of(height.Value) });
        return await command.ExecuteScalarAsync(cancellationToken) as byte[];
    }

    /// <summary>Encoded final blocks from one height on, up to the head, page by page.</summary>
    public async IAsyncEnumerable<byte[]> BlocksFromAsync(
        Height from, Height head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const ulong page = 64;
        for (var next = from.Value; next <= head.Value; next += page)
        {
            await using var command = database.CreateCommand(SelectEncodedFrom);
            command.Parameters.Add(new() { Value = StoredNumber.Of(next) });
            command.Parameters.Add(new() { Value = StoredNumber.Of(next + page) });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) yield return reader.GetFieldValue<byte[]>(0);
        }
    }

    /// <summary>The stored chain state, or null when there is none yet.</summary>
    public async Task<StoredState?> SnapshotAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(SelectSnapshot);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new StoredState(
            new Height(StoredNumber.Read(reader.GetInt64(0))),
            new ChainTime(StoredNumber.Read(reader.GetInt64(1))),
            reader.GetFieldValue<byte[]>(2));
    }

    /// <summary>Consecutive rollup blocks from a number on: at least one if there is one, else within bounds.</summary>
    public async Task<IReadOnlyList<ArchivedRollupBlock>> PageAsync(
        RollupId rollup, ulong from, PageBounds bounds, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(SelectPage);
        command.Parameters.Add(new() { Value = StoredNumber.Of(rollup.Value) });
        command.Parameters.Add(new() { Value = StoredNumber.Of(from) });
        command.Parameters.Add(new() { Value = bounds.Blocks });
        command.Parameters.Add(new() { Value = (long)bounds.Bytes, NpgsqlDbType = NpgsqlDbType.Bigint });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<ArchivedRollupBlock>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var number = StoredNumber.Read(reader.GetInt64(0));
            page.Add(new ArchivedRollupBlock(rollup, number, reader.GetFieldValue<byte[]>(1)));
        }

        return page;
    }

    /// <summary>One rollup block, or null.</summary>
    public async Task<ArchivedRollupBlock?> RollupBlockAsync(
        RollupId rollup, ulong number, CancellationToken cancellationToken)
    {
        var page = await PageAsync(rollup, number, PageBounds.Single, cancellationToken);
        return page.Count == 1 && page[0].Number == number ? page[0] : null;
    }

    /// <summary>Where a transaction stands, or null.</summary>
    public async Task<TransactionPlace?> PlaceAsync(
        RollupId rollup, Hash256 hash, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(SelectPlace);
        command.Parameters.Add(new() { Value = TransactionIndex.KeyOf(hash) });
        command.Parameters.Add(new() { Value = StoredNumber.Of(rollup.Value) });
        command.Parameters.Add(new() { Value = hash.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new TransactionPlace(
            StoredNumber.Read(reader.GetInt64(0)),
            StoredNumber.Read(reader.GetInt64(1)),
            reader.GetInt32(2),
            StoredNumber.Read(reader.GetInt64(3)));
    }

    /// <summary>What the blocks from a chain time up to a height placed, by block, ascending.</summary>
    public async Task<IReadOnlyList<PlacedInBlock>> PlacedAsync(
        ChainTime from, Height upTo, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(SelectPlaced);
        command.Parameters.Add(new() { Value = StoredNumber.Of(from.Milliseconds) });
        command.Parameters.Add(new() { Value = StoredNumber.Of(upTo.Value) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var blocks = new List<PlacedInBlock>();
        var (height, placed) = (0L, new HashSet<PlacedTransaction>());
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetInt64(0) != height || blocks.Count == 0)
            {
                (height, placed) = (reader.GetInt64(0), []);
                blocks.Add(new PlacedInBlock(new ChainTime(StoredNumber.Read(reader.GetInt64(1))), placed));
            }

            var rollup = new RollupId(StoredNumber.Read(reader.GetInt64(2)));
            foreach (var hash in TransactionIndex.Split(reader.GetFieldValue<byte[]>(3)))
                placed.Add(new PlacedTransaction(rollup, hash));
        }

        return blocks;
    }
}
