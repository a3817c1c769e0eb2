using Npgsql;
using NpgsqlTypes;
using SharedSequencer.Following;
using SharedSequencer.Publisher.Storage;

namespace SharedSequencer.Publisher.Archive;

/// <summary>Appends verified blocks: one transaction for a group, rows by binary COPY.</summary>
internal sealed class ArchiveWriter(NpgsqlDataSource database)
{
    private const string CopyBlocks = "COPY blocks (height, hash, encoded) FROM STDIN (FORMAT BINARY)";

    private const string CopyRollupBlocks =
        "COPY rollup_blocks (rollup_id, number, height, timestamp, size, hashes, proof) FROM STDIN (FORMAT BINARY)";

    private const string CopyTransactions =
        "COPY transactions (hash_prefix, rollup_id, number, place) FROM STDIN (FORMAT BINARY)";

    private const string CopyLegs = """
        COPY bundle_legs (bundle_id, leg, escrow_id, rollup_id, number, rollup_block, first_place, transactions, escrow,
            lock, deadline) FROM STDIN (FORMAT BINARY)
        """;

    private const string DropLegs = "DELETE FROM bundle_legs WHERE deadline < $1";

    private const string DropSnapshots = "DELETE FROM chain_snapshots";

    private const string InsertSnapshot =
        "INSERT INTO chain_snapshots (height, timestamp, encoded) VALUES ($1, $2, $3)";

    /// <summary>
    /// How long, in chain time, a leg stays after the deadline of its decision: from the deadline on it is not reported on any
    /// more, but what was signed can be asked for.
    /// </summary>
    public static readonly TimeSpan LegsKept = TimeSpan.FromHours(1);

    /// <summary>Stores a group of consecutive blocks, all or none, and the state after the last if given.</summary>
    public async Task AppendAsync(
        IReadOnlyList<ArchiveEntry> entries, StoredState? snapshot, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await WriteBlocksAsync(connection, entries, cancellationToken);
        // Most blocks of an idle chain are signs of life and hold nothing.
        if (entries.Any(entry => entry.Proofs.Count > 0))
        {
            await WriteRollupBlocksAsync(connection, entries, cancellationToken);
            await WriteTransactionsAsync(connection, entries, cancellationToken);
        }

        if (entries.Any(entry => entry.Legs.Count > 0)) await WriteLegsAsync(connection, entries, cancellationToken);
        if (snapshot is not null) await WriteSnapshotAsync(connection, snapshot, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task WriteBlocksAsync(
        NpgsqlConnection connection, IReadOnlyList<ArchiveEntry> entries, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(CopyBlocks, cancellationToken);
        foreach (var entry in entries)
        {
            await copy.StartRowAsync(cancellationToken);
            await WriteAsync(copy, entry.Header.Height.Value, cancellationToken);
            await copy.WriteAsync(entry.Header.Hash.ToArray(), NpgsqlDbType.Bytea, cancellationToken);
            await copy.WriteAsync(entry.Encoded, NpgsqlDbType.Bytea, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task WriteRollupBlocksAsync(
        NpgsqlConnection connection, IReadOnlyList<ArchiveEntry> entries, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(CopyRollupBlocks, cancellationToken);
        foreach (var proof in entries.SelectMany(entry => entry.Proofs))
        {
            var header = proof.RollupBlock.Header;
            var encoded = proof.Encode();
            await copy.StartRowAsync(cancellationToken);
            await WriteAsync(copy, header.Rollup.Value, cancellationToken);
            await WriteAsync(copy, header.Number, cancellationToken);
            await WriteAsync(copy, header.Height.Value, cancellationToken);
            await WriteAsync(copy, header.Timestamp.Milliseconds, cancellationToken);
            await copy.WriteAsync(encoded.Length, NpgsqlDbType.Integer, cancellationToken);
            var hashes = TransactionIndex.Join(proof.RollupBlock.TransactionHashes);
            await copy.WriteAsync(hashes, NpgsqlDbType.Bytea, cancellationToken);
            await copy.WriteAsync(encoded, NpgsqlDbType.Bytea, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task WriteTransactionsAsync(
        NpgsqlConnection connection, IReadOnlyList<ArchiveEntry> entries, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(CopyTransactions, cancellationToken);
        foreach (var block in entries.SelectMany(entry => entry.Proofs).Select(proof => proof.RollupBlock))
        {
            for (var place = 0; place < block.TransactionHashes.Count; place++)
            {
                await copy.StartRowAsync(cancellationToken);
                var key = TransactionIndex.KeyOf(block.TransactionHashes[place]);
                await copy.WriteAsync(key, NpgsqlDbType.Bigint, cancellationToken);
                await WriteAsync(copy, block.Header.Rollup.Value, cancellationToken);
                await WriteAsync(copy, block.Header.Number, cancellationToken);
                await copy.WriteAsync(place, NpgsqlDbType.Integer, cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    /// <summary>What adds legs drops the old ones, so the table holds those of about an hour.</summary>
    private static async Task WriteLegsAsync(
        NpgsqlConnection connection, IReadOnlyList<ArchiveEntry> entries, CancellationToken cancellationToken)
    {
        await using (var drop = new NpgsqlCommand(DropLegs, connection))
        {
            var oldest = entries[^1].Header.Timestamp.Minus(LegsKept);
            drop.Parameters.Add(new() { Value = StoredNumber.Of(oldest.Milliseconds) });
            await drop.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var copy = await connection.BeginBinaryImportAsync(CopyLegs, cancellationToken);
        foreach (var leg in entries.SelectMany(entry => entry.Legs)) await WriteLegAsync(copy, leg, cancellationToken);
        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task WriteLegAsync(NpgsqlBinaryImporter copy, ArchivedLeg leg, CancellationToken cancellationToken)
    {
        await copy.StartRowAsync(cancellationToken);
        await copy.WriteAsync(leg.Bundle.ToArray(), NpgsqlDbType.Bytea, cancellationToken);
        await copy.WriteAsync((short)leg.Leg, NpgsqlDbType.Smallint, cancellationToken);
        await copy.WriteAsync(leg.EscrowId.ToArray(), NpgsqlDbType.Bytea, cancellationToken);
        await WriteAsync(copy, leg.Place.Rollup.Value, cancellationToken);
        await WriteAsync(copy, leg.Place.Number, cancellationToken);
        await copy.WriteAsync(leg.Place.RollupBlock.ToArray(), NpgsqlDbType.Bytea, cancellationToken);
        await copy.WriteAsync(leg.Place.Index, NpgsqlDbType.Integer, cancellationToken);
        await copy.WriteAsync(leg.Transactions, NpgsqlDbType.Integer, cancellationToken);
        await copy.WriteAsync(leg.Escrow.ToArray(), NpgsqlDbType.Bytea, cancellationToken);
        await copy.WriteAsync(leg.Lock.ToArray(), NpgsqlDbType.Bytea, cancellationToken);
        await WriteAsync(copy, leg.Deadline.Milliseconds, cancellationToken);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, ulong number, CancellationToken cancellationToken) =>
        copy.WriteAsync(StoredNumber.Of(number), NpgsqlDbType.Bigint, cancellationToken);

    private static async Task WriteSnapshotAsync(
        NpgsqlConnection connection, StoredState state, CancellationToken cancellationToken)
    {
        await using (var drop = new NpgsqlCommand(DropSnapshots, connection))
            await drop.ExecuteNonQueryAsync(cancellationToken);
        await using var insert = new NpgsqlCommand(InsertSnapshot, connection);
        insert.Parameters.Add(new() { Value = StoredNumber.Of(state.Height.Value) });
        insert.Parameters.Add(new() { Value = StoredNumber.Of(state.Time.Milliseconds) });
        insert.Parameters.Add(new() { Value = state.Encoded });
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }
}
