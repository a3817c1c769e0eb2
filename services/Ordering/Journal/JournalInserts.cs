using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using static SharedSequencer.Ordering.Journal.JournalSql;

namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// The rows of a write as statements, one per table that gets any. Each inserts only what is absent (R2: the
/// first row wins) and knows how to tell a repeat from a contradiction.
/// </summary>
internal static class JournalInserts
{
    private const int MostEvidence = 16;

    public static IReadOnlyList<JournalInsert> Of(JournalWrite write)
    {
        var inserts = new List<JournalInsert>();
        AddBatches(inserts, write);
        AddProposals(inserts, write);
        AddVotes(inserts, write);
        AddCertificates(inserts, write);
        AddFinalBlocks(inserts, write);
        AddSnapshot(inserts, write);
        AddEvidence(inserts, write);
        AddReturn(inserts, write);
        return inserts;
    }

    private static void AddBatches(List<JournalInsert> inserts, JournalWrite write)
    {
        if (write.Batches.Count == 0)
        {
            return;
        }

        // One row per batch, with the acknowledgement when one of this write has it.
        var rows = write.Batches.GroupBy(row => row.Batch.Digest)
            .Select(same => same.OrderBy(row => row.Acknowledgement is null).First()).ToList();
        // A body that was stored for a block alone may get the own acknowledgement later; one that has it keeps it.
        inserts.Add(new JournalInsert("acknowledgement", rows.Count, Command(
            """
            insert into batches (epoch, digest, arrival, not_after, signature, body)
            select $1, *
            from unnest($2::bytea[], $3::bigint[], $4::bigint[], $5::bytea[], $6::bytea[])
            on conflict (epoch, digest) do update
              set arrival = excluded.arrival, signature = excluded.signature
              where batches.arrival is null and excluded.arrival is not null
            """,
            Number(write.Epoch),
            rows.Select(row => row.Batch.Digest.ToArray()).ToArray(),
            rows.Select(row => row.Acknowledgement is { } own ? Number(own.Arrival) : (long?)null).ToArray(),
            rows.Select(row => Number(row.Batch.Header.NotAfter)).ToArray(),
            rows.Select(row => row.Acknowledgement?.Signature.ToArray()).ToArray(),
            rows.Select(row => row.Batch.Encoded.ToArray()).ToArray()),
            """
            select count(*)
            from unnest($2::bytea[], $3::bigint[], $4::bigint[], $5::bytea[], $6::bytea[])
              as given(digest, arrival, not_after, signature, body)
            join batches on batches.epoch = $1 and batches.digest = given.digest
            where given.arrival is null
              or (batches.arrival = given.arrival and batches.signature = given.signature)
            """));
    }

    private static void AddProposals(List<JournalInsert> inserts, JournalWrite write)
    {
        var rows = write.Proposals;
        if (rows.Count == 0)
        {
            return;
        }

        inserts.Add(new JournalInsert("proposal", rows.Count, Command(
            """
            insert into proposals (epoch, view, hash, proposal)
            select * from unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bytea[])
            on conflict (epoch, view) do nothing
            """,
            rows.ConvertAll(row => Number(row.Block.Header.Epoch)).ToArray(),
            rows.ConvertAll(row => Number(row.View)).ToArray(),
            rows.ConvertAll(row => row.Block.Hash.ToArray()).ToArray(),
            rows.ConvertAll(row => row.Encode()).ToArray()),
            """
            select count(*)
            from unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bytea[])
              as given(epoch, view, hash, proposal)
            join proposals using (epoch, view, hash)
            """));
    }

    private static void AddCertificates(List<JournalInsert> inserts, JournalWrite write)
    {
        var rows = write.Certificates;
        if (rows.Count == 0)
        {
            return;
        }

        inserts.Add(new JournalInsert("certificate", rows.Count, Command(
            """
            insert into certificates (epoch, view, kind, hash, certificate)
            select * from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::bytea[], $5::bytea[])
            on conflict (epoch, view, kind) do nothing
            """,
            rows.ConvertAll(row => Number(row.Epoch)).ToArray(),
            rows.ConvertAll(row => Number(row.View)).ToArray(),
            rows.ConvertAll(row => (short)row.Kind).ToArray(),
            rows.ConvertAll(row => row.Block.ToArray()).ToArray(),
            rows.ConvertAll(row => row.Encode()).ToArray()),
            """
            select count(*)
            from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::bytea[], $5::bytea[])
              as given(epoch, view, kind, hash, certificate)
            join certificates using (epoch, view, kind, hash)
            """));
    }

    private static void AddVotes(List<JournalInsert> inserts, JournalWrite write)
    {
        var rows = write.Votes;
        if (rows.Count == 0)
        {
            return;
        }

        inserts.Add(new JournalInsert("vote", rows.Count, Command(
            """
            insert into votes (epoch, view, kind, vote)
            select * from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::bytea[])
            on conflict (epoch, view, kind) do nothing
            """,
            rows.ConvertAll(vote => Number(vote.Epoch)).ToArray(),
            rows.ConvertAll(vote => Number(vote.View)).ToArray(),
            rows.ConvertAll(vote => (short)vote.Kind).ToArray(),
            rows.ConvertAll(vote => vote.Encode()).ToArray()),
            """
            select count(*)
            from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::bytea[])
              as given(epoch, view, kind, vote)
            join votes using (epoch, view, kind, vote)
            """));
    }

    private static void AddFinalBlocks(List<JournalInsert> inserts, JournalWrite write)
    {
        foreach (var (block, expanded) in write.FinalBlocks)
        {
            var header = block.Header;
            inserts.Add(new JournalInsert("final block", 1, Command(
                """
                insert into final_blocks (height, epoch, view, hash, timestamp, digests, block)
                values ($1, $2, $3, $4, $5, $6, $7) on conflict (height) do nothing
                """,
                Number(header.Height),
                Number(header.Epoch),
                Number(header.View),
                header.Hash.ToArray(),
                Number(header.Timestamp),
                block.Block.Certificates.Select(certificate => certificate.Digest.ToArray()).ToArray(),
                block.WithoutBatches().Encode()),
                """
                select count(*) from final_blocks
                where height = $1 and epoch = $2 and view = $3 and hash = $4 and timestamp = $5
                  and digests = $6 and $7 is not null
                """));
            AddPlaced(inserts, header, expanded);
        }
    }

    private static void AddPlaced(List<JournalInsert> inserts, BlockHeader header, ExpandedBlock expanded)
    {
        var placed = expanded.Placed();
        if (placed.Transactions.Count == 0)
        {
            return;
        }

        inserts.Add(new JournalInsert("window", 1, Command(
            """
            insert into placed (height, timestamp, transactions) values ($1, $2, $3)
            on conflict (height) do nothing
            """,
            Number(header.Height),
            Number(header.Timestamp),
            PlacedCodec.Encode(placed)),
            "select count(*) from placed where height = $1 and timestamp = $2 and $3 is not null"));
    }

    private static void AddSnapshot(List<JournalInsert> inserts, JournalWrite write)
    {
        if (write.Snapshot is not { } state)
        {
            return;
        }

        inserts.Add(new JournalInsert("snapshot", 1, Command(
            "insert into snapshots (height, state) values ($1, $2) on conflict (height) do nothing",
            Number(state.Height),
            state.EncodeSnapshot()),
            "select count(*) from snapshots where height = $1 and state = $2"));
    }

    /// <summary>
    /// Beyond the bound nothing more is kept against somebody: one proof is enough to remove a validator. Whatever one of them
    /// does, there is room for proofs against the next.
    /// </summary>
    private static void AddEvidence(List<JournalInsert> inserts, JournalWrite write)
    {
        foreach (var (evidence, offender) in write.Evidence)
        {
            var encoded = evidence.Encode();
            inserts.Add(new JournalInsert("evidence", 1, Command(
                """
                insert into evidence (digest, evidence, offender) select $1, $2, $3
                where (select count(*) from evidence where offender = $3) < $4
                on conflict (digest) do nothing
                """,
                Keccak256.Hash(encoded).ToArray(),
                encoded,
                offender.ToArray(),
                MostEvidence),
                "select 1::bigint where $1 is not null and $2 is not null and $3 is not null and $4 is not null"));
        }
    }

    private static void AddReturn(List<JournalInsert> inserts, JournalWrite write)
    {
        if (write.Returns)
        {
            inserts.Add(new JournalInsert(
                "return", 1, Command("update journal set abstaining = false"), "select count(*) from journal"));
        }
    }
}
