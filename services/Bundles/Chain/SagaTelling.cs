using System.Threading.Channels;
using SharedSequencer.Bundles.Saga;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Following;
using SharedSequencer.Primitives;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Bundles.Chain;

/// <summary>
/// Tells the sagas what verified blocks mean, in order and behind the following: the chain is known up to its head, and
/// bundles are judged by it, however much the sagas have to do. Blocks that mean nothing for bundles are stored with the next
/// that does, or with the next state.
/// </summary>
internal sealed class SagaTelling(
    BlockStore store, SagaInbox inbox, FollowedChain chain, TimeOuts timeOuts, FollowOptions options, TimeProvider time,
    ILogger<SagaTelling> logger) : BackgroundService
{
    /// <summary>Pages that may wait; after that the following waits too.</summary>
    private const int Room = 1_024;

    private readonly Channel<VerifiedPage> _pages = Channel.CreateBounded<VerifiedPage>(
        new BoundedChannelOptions(Room) { SingleReader = true, SingleWriter = true });

    private readonly List<PlacedBlockRow> _placed = [];
    private (ulong Height, Hash256 Hash) _told;
    private ulong _snapshotAt;

    /// <summary>Where to begin; before the first page.</summary>
    /// <param name="told">The last block that the sagas were told of.</param>
    /// <param name="restored">Height of the stored state.</param>
    public void Start((ulong Height, Hash256 Hash) told, ulong restored)
    {
        _told = told;
        _snapshotAt = restored + (ulong)options.BlocksPerSnapshot;
    }

    /// <summary>Takes the next page up; waits while too many wait.</summary>
    public ValueTask AddAsync(VerifiedPage page, CancellationToken cancellationToken) =>
        _pages.Writer.WriteAsync(page, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var page in _pages.Reader.ReadAllAsync(stoppingToken)) await TellAsync(page, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop. What was not stored yet is fetched and verified again.
        }
    }

    private async Task TellAsync(VerifiedPage page, CancellationToken cancellationToken)
    {
        foreach (var block in page.Blocks) await TellAsync(block, cancellationToken);
        if (page.After.Height.Value < _told.Height) return;
        chain.HandledUpTo(page.After);
        await DatabaseTrouble.RetryAsync(
            token => timeOuts.TakeDueAsync(page.After, token), logger.DatabaseFailed, time, cancellationToken);
    }

    private async Task TellAsync(VerifiedPage.Entry block, CancellationToken cancellationToken)
    {
        var height = block.After.Height.Value;
        if (height == _told.Height && block.After.BlockHash != _told.Hash)
            throw new StateDamagedException($"The stored position is not in this chain: block {height} is another one.");
        if (block.Placed is { } placed) _placed.Add(placed);

        var news = height > _told.Height && !block.News.IsEmpty ? block.News : null;
        var snapshot = height >= _snapshotAt ? block.After.EncodeSnapshot() : null;
        if (news is null && snapshot is null) return;
        await StoreAsync(new BlockCommit(block.After, news, _placed, snapshot), cancellationToken);
        if (snapshot is not null) _snapshotAt = height + (ulong)options.BlocksPerSnapshot;
    }

    /// <summary>Tries until the database takes it: the state is already ahead of what is stored.</summary>
    private async Task StoreAsync(BlockCommit commit, CancellationToken cancellationToken)
    {
        await DatabaseTrouble.RetryAsync(
            async token =>
            {
                await inbox.TakeTurnAsync(turn => store.StoreAsync(commit, turn), token);
                return true;
            },
            logger.DatabaseFailed,
            time,
            cancellationToken);
        _placed.Clear();
    }
}
