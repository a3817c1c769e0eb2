using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Ingress.Chain;
using SharedSequencer.Ingress.Detour;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Ingress.WebSockets;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress;

/// <summary>
/// Rebuilds everything from the journal, then runs the loops: journal writer, chain, batches, gaps, feed. Requests are
/// served from the moment the journal is read; batches leave once the chain was followed to its head, so that a
/// journal that does not belong to the key is noticed before anything is signed.
/// </summary>
internal sealed class IngressEngine(
    Genesis genesis, JournalStore store, JournalLoader loader, JournalWriter journal, LaneDirectory lanes,
    RollupDirectory rollups, ChainFollowing chain, BatchPump pump, BatchDetour detour, GapWatch gaps, PendingFeed feed,
    BundleWatch bundles, IdempotencyKeys keys, IngressClock clock, Address ingress, ILogger<IngressEngine> logger) : BackgroundService
{
    private LightFollower? _follower;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        Telemetry.Observe(lanes);
        journal.ContinueAfter(await store.OpenAsync(cancellationToken));
        journal.Committed = OnCommitted;
        chain.Advanced = pump.Wake;
        foreach (var encoded in await loader.ReadOperationsAsync(cancellationToken))
        {
            if (RollupOperation.TryDecode(encoded, out var operation)) rollups.Apply(operation);
        }
        foreach (var lane in lanes.All) await RestoreAsync(lane, cancellationToken);
        _follower = await StartFollowerAsync(cancellationToken);
        logger.IngressStarts(
            ingress.ToString(), genesis.NetworkId.ToString(), _follower.Head.Height.Value, lanes.All.Length);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Task[] loops =
        [
            journal.RunAsync(broken.Token),
            chain.RunAsync(_follower!, broken.Token),
            PumpAsync(broken.Token),
            detour.RunAsync(broken.Token),
            gaps.RunAsync(broken.Token),
            feed.RunAsync(broken.Token),
        ];
        try
        {
            // One broken loop ends them all: half an ingress would take transactions and lose them.
            await await Task.WhenAny(loops);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
        finally
        {
            await broken.CancelAsync();
            await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        await chain.CaughtUp.WaitAsync(cancellationToken);
        pump.Wake();
        await pump.RunAsync(cancellationToken);
    }

    private async Task RestoreAsync(LaneState lane, CancellationToken cancellationToken)
    {
        var image = await loader.ReadLaneAsync(lane.Lane, lane.MaxTrackedAccounts, cancellationToken);
        lane.Restore(image, clock.Now);
        if (image.Entries.Count + image.Held.Count > 0)
            logger.LaneRestored(lane.Lane.Value, image.Entries.Count, image.Open.Count, image.Held.Count);
    }

    private async Task<LightFollower> StartFollowerAsync(CancellationToken cancellationToken)
    {
        if (await loader.ReadChainAsync(cancellationToken) is not { } mark) return LightFollower.AtGenesis(genesis);
        if (mark.Network != genesis.NetworkId.Value)
            throw new InvalidOperationException("the journal belongs to another network than the genesis file");
        clock.ChainReached(mark.Block.Timestamp);
        return new LightFollower(genesis, mark.Block);
    }

    private void OnCommitted(JournalGroup group)
    {
        keys.Tell(group);
        bundles.Tell(group);
        if (group.Batches.Count > 0) pump.Journaled(group.Batches);
        if (group.Entries.Count > 0) OnEntriesCommitted(group.Entries);
        if (group.Batches.Count + group.Entries.Count > 0) pump.Wake();
    }

    private void OnEntriesCommitted(List<Entry> entries)
    {
        var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(entries);
        for (var start = 0; start < span.Length;)
        {
            var end = start + 1;
            while (end < span.Length && span[end].Lane == span[start].Lane) end++;
            lanes.Find(span[start].Lane)!.Journaled(span[start..end]);
            start = end;
        }
        foreach (var entry in entries) feed.Publish(entry.Lane, entry.Hash);
    }
}
