using Npgsql;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using static SharedSequencer.Ordering.Journal.JournalSql;

namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// Reads final blocks back, page by page. Reading needs no fence: final blocks never change.
/// </summary>
internal sealed class JournalBlocks(NpgsqlDataSource database)
{
    /// <summary>
    /// Consecutive final blocks from a height on: at least one when there is one, then as many as fit.
    /// </summary>
    /// <param name="from">First height.</param>
    /// <param name="limit">Most blocks.</param>
    /// <param name="maxBytes">Most bytes in all; a single larger block is given alone.</param>
    /// <param name="bodies">Whether the batches come along.</param>
    /// <param name="cancel">Ends the read.</param>
    /// <exception cref="BodiesPrunedException">Bodies are wanted that were deleted after
    /// archiving.</exception>
    public async Task<IReadOnlyList<FinalizedBlock>> Read(
        Height from, int limit, long maxBytes, bool bodies, CancellationToken cancel)
    {
        var blocks = new List<FinalizedBlock>();
        var bytes = 0L;
        await using var select = database.Query(
            "select block from final_blocks where height >= $1 order by height limit $2",
            Number(from),
            limit);
        await using (var rows = await select.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                var encoded = rows.GetFieldValue<byte[]>(0);
                var block = Decode(encoded);
                bytes += encoded.Length + (bodies ? SizeOfBodies(block) : 0);
                if (blocks.Count > 0 && bytes > maxBytes)
                {
                    break;
                }

                blocks.Add(block);
            }
        }

        return bodies ? await WithBodies(blocks, cancel) : blocks;
    }

    private async Task<IReadOnlyList<FinalizedBlock>> WithBodies(
        List<FinalizedBlock> blocks, CancellationToken cancel)
    {
        var digests =
            blocks.SelectMany(block => block.Block.Certificates).Select(item => item.Digest).ToList();
        var bodies = await ReadBodies(digests, cancel);
        return [.. blocks.Select(block => block with
        {
            Batches = [.. block.Block.Certificates.Select(certificate =>
                bodies.TryGetValue(certificate.Digest, out var body)
                    ? body
                    : throw new BodiesPrunedException(block.Header.Height))],
        })];
    }

    private async Task<Dictionary<Hash256, Batch>> ReadBodies(List<Hash256> digests, CancellationToken cancel)
    {
        var bodies = new Dictionary<Hash256, Batch>(digests.Count);
        if (digests.Count == 0)
        {
            return bodies;
        }

        await using var select = database.Query(
            "select body from batches where digest = any($1)",
            (object)digests.ConvertAll(item => item.ToArray()).ToArray());
        await using var rows = await select.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var body = DecodeBatch(rows.GetFieldValue<byte[]>(0));
            bodies[body.Digest] = body;
        }

        return bodies;
    }

    private static long SizeOfBodies(FinalizedBlock block) =>
        block.Block.Certificates.Sum(item => (long)item.Size);

    internal static Batch DecodeBatch(byte[] encoded) =>
        Batch.TryDecode(encoded, out var batch, out var error)
            ? batch
            : throw new JournalDamagedException($"a batch that cannot be read ({error})");

    private static FinalizedBlock Decode(byte[] encoded) => FinalizedBlock.TryDecode(encoded, out var block)
        ? block
        : throw new JournalDamagedException("a final block that cannot be read");
}
