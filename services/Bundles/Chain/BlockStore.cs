using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Saga;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>
/// Stores blocks: position, sagas, inbox and outbox in one transaction, so that after a crash a block was told whole or not at
/// all. Every commit may be repeated.
/// </summary>
internal sealed class BlockStore(IDbContextFactory<BundlesContext> contexts, SagaInbox inbox, SagaOptions options)
{
    private static readonly string[] Ended =
        [nameof(BundleState.Refused), nameof(BundleState.Committed), nameof(BundleState.Aborted), nameof(BundleState.Settled)];

    private static readonly TimeSpan InboxMemory = TimeSpan.FromHours(1);

    /// <summary>The last block whose news is stored.</summary>
    public async Task<ChainPositionRow> PositionAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Positions.AsNoTracking().SingleAsync(cancellationToken);
    }

    public async Task StoreAsync(BlockCommit commit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        IReadOnlyList<IBundleMessage> messages = [];
        if (await TryAdvanceAsync(context, commit.After, cancellationToken) && commit.News is { } news)
            messages = [.. news.Messages, .. await ExpiredAsync(context, news, cancellationToken)];
        var results = await inbox.HandleAsync(context, messages, cancellationToken);

        await KeepAsync(context, commit.Placed, cancellationToken);
        if (commit.Snapshot is { } snapshot) await KeepAsync(context, commit.After, snapshot, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        inbox.Told(messages, results);
    }

    /// <summary>False when the blocks are stored already, by a commit whose answer was lost or before a restart.</summary>
    private static async Task<bool> TryAdvanceAsync(BundlesContext context, ChainState after, CancellationToken cancellationToken)
    {
        var height = StoredNumber.Of(after.Height.Value);
        var (hash, chainMs) = (after.BlockHash.ToArray(), StoredNumber.OfTime(after.Timestamp.Milliseconds));
        return await context.Positions.Where(row => row.Height < height).ExecuteUpdateAsync(
            row => row
                .SetProperty(position => position.Height, height)
                .SetProperty(position => position.Hash, hash)
                .SetProperty(position => position.ChainMs, chainMs),
            cancellationToken) > 0;
    }

    /// <summary>The bundles of terms that expired: whichever were validated and never came.</summary>
    private static async Task<IEnumerable<IBundleMessage>> ExpiredAsync(
        BundlesContext context, BlockNews news, CancellationToken cancellationToken)
    {
        if (news.ExpiredTerms.Count == 0) return [];
        var terms = news.ExpiredTerms.Select(escrowId => escrowId.ToArray()).ToList();
        var bundles = await context.Sagas
            .Where(saga => terms.Contains(saga.EscrowId))
            .OrderBy(saga => saga.Number)
            .Select(saga => saga.BundleId)
            .ToListAsync(cancellationToken);
        return bundles.Select(id => new BundleDecided(new Primitives.Hash256(id), OutcomeCode.AbortedExpired, news.At));
    }

    private static async Task KeepAsync(
        BundlesContext context, IReadOnlyList<PlacedBlockRow> placed, CancellationToken cancellationToken)
    {
        if (placed.Count == 0) return;
        var heights = placed.Select(block => block.Height).ToArray();
        var times = placed.Select(block => block.ChainMs).ToArray();
        var contents = placed.Select(block => block.Placed).ToArray();
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into placed_blocks (height, chain_ms, placed) select * from unnest({heights}, {times}, {contents})
            on conflict do nothing
            """,
            cancellationToken);
    }

    /// <summary>Stores the state in the place of the last one, and drops what is too old to matter.</summary>
    private async Task KeepAsync(BundlesContext context, ChainState state, byte[] encoded, CancellationToken cancellationToken)
    {
        var now = StoredNumber.OfTime(state.Timestamp.Milliseconds);
        await context.Snapshots.ExecuteDeleteAsync(cancellationToken);
        context.Snapshots.Add(new ChainSnapshotRow { Height = StoredNumber.Of(state.Height.Value), ChainMs = now, Encoded = encoded });
        await context.SaveChangesAsync(cancellationToken);
        var window = now - (long)ProtocolDefaults.PlacedWindow.TotalMilliseconds;
        await context.PlacedBlocks.Where(row => row.ChainMs < window).ExecuteDeleteAsync(cancellationToken);
        var heard = now - (long)InboxMemory.TotalMilliseconds;
        await context.Inbox.Where(row => row.ChainMs < heard).ExecuteDeleteAsync(cancellationToken);
        var ended = now - (long)TimeSpan.FromHours(options.KeepHours).TotalMilliseconds;
        await context.Sagas
            .Where(saga => saga.ChangedMs < ended && Ended.Contains(saga.State))
            .ExecuteDeleteAsync(cancellationToken);
    }
}
