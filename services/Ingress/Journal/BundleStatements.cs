using Npgsql;
using SharedSequencer.Ingress.Accounts;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Journal;

/// <summary>The part of a group that is about bundles, as SQL.</summary>
internal static class BundleStatements
{
    public static void Add(JournalGroup group, NpgsqlBatch batch)
    {
        if (group.Bundles.Count > 0) AddBundles(group.Bundles, batch);
        if (group.Refusals.FindAll(static r => r.Name.Lane.IsShared) is { Count: > 0 } refusals) AddDrops(refusals, batch);
        if (group.Outcomes.Count > 0) AddOutcomes(group.Outcomes, batch);
        if (group.Keys.Count > 0) AddKeys(group.Keys, batch);
        if (group.Legs.Count > 0) AddLegs(group.Legs, batch);
    }

    private static void AddBundles(List<Entry> entries, NpgsqlBatch batch)
    {
        var command = JournalStatements.Add(batch, "insert into bundles (id, escrow_id, position) select * from unnest($1, $2, $3)");
        JournalStatements.AddBytes(command, entries, static e => e.Bundle!.Id.ToArray());
        JournalStatements.AddBytes(command, entries, static e => e.Bundle!.EscrowId.ToArray());
        JournalStatements.AddLongs(command, entries, static e => e.Position);
    }

    /// <summary>Which of what was ordered in vain brought a bundle, the database knows.</summary>
    private static void AddDrops(List<Refusal> refusals, NpgsqlBatch batch)
    {
        var command = JournalStatements.Add(batch, """
            update bundles set dropped = nextval('bundle_steps') where position = any($1) and dropped is null
            """);
        JournalStatements.AddLongs(command, refusals, static r => r.Position);
    }

    /// <summary>A cancel may take effect twice; the first time stands.</summary>
    private static void AddOutcomes(List<BundleOutcome> outcomes, NpgsqlBatch batch)
    {
        var command = JournalStatements.Add(batch, """
            insert into bundle_outcomes (kind, subject, code, height, chain_ms)
            select * from unnest($1, $2, $3, $4, $5) on conflict do nothing
            """);
        JournalStatements.AddShorts(command, outcomes, static o => (short)o.Kind);
        JournalStatements.AddBytes(command, outcomes, static o => o.Subject.ToArray());
        JournalStatements.AddShorts(command, outcomes, static o => (short)o.Code);
        JournalStatements.AddLongs(command, outcomes, static o => (long)o.Height);
        JournalStatements.AddLongs(command, outcomes, static o => (long)o.ChainMilliseconds);
    }

    private static void AddLegs(Dictionary<(Lane Lane, Address Sender), LegRun?> legs, NpgsqlBatch batch)
    {
        var gone = legs.Where(static one => one.Value is null).Select(static one => one.Key).ToList();
        var kept = legs.Where(static one => one.Value is not null).ToList();
        var delete = JournalStatements.Add(batch, """
            delete from legs using unnest($1, $2) as gone (lane, sender)
            where legs.lane = gone.lane and legs.sender = gone.sender
            """);
        JournalStatements.AddLongs(delete, gone, static g => (long)g.Lane.Value);
        JournalStatements.AddBytes(delete, gone, static g => g.Sender.ToArray());
        var upsert = JournalStatements.Add(batch, """
            insert into legs (lane, sender, from_nonce, next_nonce, last_hash, after_position)
            select * from unnest($1, $2, $3, $4, $5, $6)
            on conflict (lane, sender) do update set from_nonce = excluded.from_nonce, next_nonce = excluded.next_nonce,
                last_hash = excluded.last_hash, after_position = excluded.after_position
            """);
        JournalStatements.AddLongs(upsert, kept, static k => (long)k.Key.Lane.Value);
        JournalStatements.AddBytes(upsert, kept, static k => k.Key.Sender.ToArray());
        JournalStatements.AddLongs(upsert, kept, static k => (long)k.Value!.From);
        JournalStatements.AddLongs(upsert, kept, static k => (long)k.Value!.Next);
        JournalStatements.AddBytes(upsert, kept, static k => k.Value!.Last.ToArray());
        JournalStatements.AddLongs(upsert, kept, static k => k.Value!.After);
    }

    /// <summary>The first use of a key stands.</summary>
    private static void AddKeys(List<KeyedBundle> keys, NpgsqlBatch batch)
    {
        var command = JournalStatements.Add(batch, """
            insert into idempotency_keys (submitter, key, bundle) select * from unnest($1, $2, $3) on conflict do nothing
            """);
        JournalStatements.AddBytes(command, keys, static k => k.Key.Submitter.ToArray());
        JournalStatements.AddTexts(command, keys, static k => k.Key.Text);
        JournalStatements.AddBytes(command, keys, static k => k.Bundle.ToArray());
    }
}
