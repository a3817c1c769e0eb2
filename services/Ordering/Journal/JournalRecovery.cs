using System.Diagnostics.CodeAnalysis;
using Npgsql;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using static SharedSequencer.Ordering.Journal.JournalSql;

namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// Rebuilds the validator from its journal (R19): the newest snapshot, the final blocks after it applied one
/// by one with every check, what it said in later views, and the batches that the chain has not passed.
/// </summary>
internal sealed class JournalRecovery(NpgsqlDataSource database, Genesis genesis, ValidatorIndex self)
{
    private const int Page = 256;
    private const long PageBytes = 8 * 1024 * 1024;

    private readonly JournalBlocks _blocks = new(database);

    public async Task<RecoveredCore> Recover(CancellationToken cancel)
    {
        var final = await Replay(await ReadSnapshot(cancel), cancel);
        await RequireOwnVotes(final, cancel);
        return new RecoveredCore
        {
            Final = final,
            Finalization = await ReadFinalization(final.Height, cancel),
            Votes = await ReadAfter<Vote>(final, "vote", "votes", Vote.TryDecode, cancel),
            Proposals = await ReadAfter<Proposal>(final, "proposal", "proposals", Proposal.TryDecode, cancel),
            Certificates = await ReadAfter<QuorumCertificate>(
                final, "certificate", "certificates", QuorumCertificate.TryDecode, cancel),
            Batches = await ReadUnordered(final, cancel),
        };
    }

    private async Task<ChainState> ReadSnapshot(CancellationToken cancel)
    {
        await using var select = database.CreateCommand(
            """
            select snapshots.state, final_blocks.height, final_blocks.timestamp
            from snapshots join final_blocks using (height) order by height desc limit 1
            """);
        await using var row = await select.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
        {
            return ChainState.AtGenesis(genesis);
        }

        var encoded = row.GetFieldValue<byte[]>(0);
        var placed = await ReadPlaced(row.GetInt64(1), row.GetInt64(2), cancel);
        return ChainState.TryRestore(genesis, encoded, placed, out var state)
            ? state
            : throw new JournalDamagedException($"the snapshot at height {row.GetInt64(1)} cannot be read");
    }

    private async Task<List<PlacedInBlock>> ReadPlaced(long height, long timestamp, CancellationToken cancel)
    {
        await using var select = database.Query(
            """
            select timestamp, transactions from placed
            where height <= $1 and timestamp >= $2 order by height
            """,
            height,
            timestamp - (long)ProtocolDefaults.PlacedWindow.TotalMilliseconds);
        await using var rows = await select.ExecuteReaderAsync(cancel);
        var placed = new List<PlacedInBlock>();
        while (await rows.ReadAsync(cancel))
        {
            var placedAt = new ChainTime((ulong)rows.GetInt64(0));
            placed.Add(PlacedCodec.Decode(placedAt, rows.GetFieldValue<byte[]>(1)));
        }

        return placed;
    }

    private async Task<ChainState> Replay(ChainState start, CancellationToken cancel)
    {
        var follower = new ChainFollower(start);
        while (true)
        {
            var page = await ReadPage(follower.Head.Next, cancel);
            foreach (var block in page)
            {
                if (!follower.TryApply(block, out _, out var fault))
                {
                    throw new JournalDamagedException(
                        $"block {block.Header.Height} does not follow: {fault}");
                }
            }

            if (page.Count == 0)
            {
                return follower.State;
            }
        }
    }

    private async Task<IReadOnlyList<FinalizedBlock>> ReadPage(Height from, CancellationToken cancel)
    {
        try
        {
            return await _blocks.Read(from, Page, PageBytes, bodies: true, cancel);
        }
        catch (BodiesPrunedException missing)
        {
            throw new JournalDamagedException($"a batch of a block from {from} on is missing", missing);
        }
    }

    /// <summary>
    /// With a committee of one the own Finalize makes a block final in the same commit, so votes and final
    /// blocks end in the same view. If they do not, a part of the journal was lost, and nobody else knows it
    /// (R19).
    /// </summary>
    private async Task RequireOwnVotes(ChainState final, CancellationToken cancel)
    {
        if (genesis.Committee.Validators.Count > 1)
        {
            return;
        }

        await using var select = database.Query(
            "select max(view) from votes where epoch = $1 and kind = $2",
            Number(genesis.Committee.Epoch),
            (short)VoteKind.Finalize);
        var voted = await select.ExecuteScalarAsync(cancel) is long view ? new View((ulong)view) : default;
        if (voted != final.View)
        {
            throw new JournalDamagedException(
                $"votes end in view {voted}, final blocks in view {final.View}");
        }
    }

    private async Task<QuorumCertificate?> ReadFinalization(Height height, CancellationToken cancel) =>
        height.Value == 0
            ? null
            : (await _blocks.Read(height, 1, long.MaxValue, bodies: false, cancel))[0].Finalization;

    /// <summary>What is recorded for views after the last final block's; earlier views are over.</summary>
    private async Task<IReadOnlyList<T>> ReadAfter<T>(
        ChainState final, string column, string table, TryDecode<T> decode, CancellationToken cancel)
        where T : class
    {
        await using var select = database.Query(
            $"select {column} from {table} where epoch = $1 and view > $2 order by view",
            Number(genesis.Committee.Epoch),
            Number(final.View));
        await using var rows = await select.ExecuteReaderAsync(cancel);
        var found = new List<T>();
        while (await rows.ReadAsync(cancel))
        {
            found.Add(decode(rows.GetFieldValue<byte[]>(0), out var item)
                ? item
                : throw new JournalDamagedException($"a row of {table} that cannot be read"));
        }

        return found;
    }

    private delegate bool TryDecode<T>(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out T? item)
        where T : class;

    /// <summary>
    /// Reads the bodies of what is neither ordered nor expired, and of nothing else: a minute holds
    /// gigabytes.
    /// </summary>
    private async Task<IReadOnlyList<(Batch Batch, Acknowledgement? Own)>> ReadUnordered(
        ChainState final, CancellationToken cancel)
    {
        await using var select = database.Query(
            """
            with ordered as (
              select unnest(digests) as digest from final_blocks where timestamp >= $2)
            select body, arrival, signature from batches
            where epoch = $1 and not_after >= $3
              and not exists (select from ordered where ordered.digest = batches.digest)
            order by arrival, digest
            """,
            Number(genesis.Committee.Epoch),
            Number(final.Timestamp.Minus(ProtocolDefaults.PlacedWindow)),
            Number(final.Timestamp));
        await using var rows = await select.ExecuteReaderAsync(cancel);
        var batches = new List<(Batch, Acknowledgement?)>();
        while (await rows.ReadAsync(cancel))
        {
            var batch = JournalBlocks.DecodeBatch(rows.GetFieldValue<byte[]>(0));
            if (batch.Header.Sequence > final.PositionOf(IngressLane.Of(batch.Header)).Sequence)
            {
                batches.Add((batch, await rows.IsDBNullAsync(1, cancel)
                    ? null
                    : Own(batch, rows.GetInt64(1), rows.GetFieldValue<byte[]>(2))));
            }
        }

        return batches;
    }

    private Acknowledgement Own(Batch batch, long arrival, byte[] signature) => new()
    {
        Epoch = genesis.Committee.Epoch,
        Batch = batch.Digest,
        Size = (uint)batch.Size,
        Arrival = new ChainTime((ulong)arrival),
        Validator = self,
        Signature = new Signature(signature),
    };
}
