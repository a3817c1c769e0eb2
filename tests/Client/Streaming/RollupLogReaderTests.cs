using Microsoft.AspNetCore.Http;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client.Tests.Streaming;

public sealed class RollupLogReaderTests
{
    private static readonly SampleNetwork Network = SampleNetwork.WithRollupBlocks(6);
    private static readonly IReadOnlyList<RollupBlockProof> Log = Network.LogOf(SampleNetwork.First);

    [Fact]
    public async Task The_whole_log_arrives_verified_and_in_order()
    {
        await using var publisher = await ReplayServer.SseAsync((context, from) => WriteFromAsync(context, from, 6));

        var read = await ReadAsync(publisher, 6);

        Assert.Equal([1, 2, 3, 4, 5, 6], read);
    }

    [Fact]
    public async Task A_lost_connection_is_resumed_at_the_next_number_without_gap_or_repeat()
    {
        var asked = new List<ulong>();
        await using var publisher = await ReplayServer.SseAsync(async (context, from) =>
        {
            asked.Add(from);
            await WriteFromAsync(context, from, 2);
        });

        var read = await ReadAsync(publisher, 6);

        Assert.Equal([1, 2, 3, 4, 5, 6], read);
        Assert.Equal([1, 3, 5], asked);
    }

    [Fact]
    public async Task A_number_in_the_middle_resumes_from_a_known_hash()
    {
        await using var publisher = await ReplayServer.SseAsync((context, from) => WriteFromAsync(context, from, 6));
        var follower = new RollupLogFollower(
            Network.Genesis, SampleNetwork.First, 4, Log[3].RollupBlock.Hash);

        Assert.Equal([5, 6], await ReadAsync(publisher, 2, follower));
    }

    [Fact]
    public async Task A_silent_connection_counts_as_broken()
    {
        var first = true;
        await using var publisher = await ReplayServer.SseAsync(async (context, from) =>
        {
            await WriteFromAsync(context, from, 1);
            if (first)
            {
                first = false;
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            }
        });

        var limits = new RollupLogLimits { MaxSilence = TimeSpan.FromMilliseconds(300) };
        Assert.Equal([1, 2], await ReadAsync(publisher, 2, limits: limits));
    }

    [Fact]
    public async Task A_withheld_rollup_block_is_noticed()
    {
        Assert.Equal(BlockFault.NotNext, await FaultAsync([Log[0], Log[1], Log[3]]));
    }

    [Fact]
    public async Task Swapped_rollup_blocks_are_noticed()
    {
        Assert.Equal(BlockFault.NotNext, await FaultAsync([Log[0], Log[2], Log[1]]));
    }

    [Fact]
    public async Task A_replayed_rollup_block_is_noticed()
    {
        Assert.Equal(BlockFault.NotNext, await FaultAsync([Log[0], Log[0]]));
    }

    [Fact]
    public async Task A_transaction_altered_with_a_matching_root_is_noticed()
    {
        Assert.Equal(BlockFault.WrongRollupBlock, await FaultAsync([Log[0], Tampering.AlterTransaction(Log[1])]));
    }

    [Fact]
    public async Task A_Notarization_in_place_of_a_Finalization_proves_nothing()
    {
        Assert.Equal(BlockFault.NotFinalized, await FaultAsync([Tampering.OnlyNotarized(Log[0], Network)]));
    }

    [Fact]
    public async Task The_log_of_another_committee_is_refused()
    {
        var other = SampleNetwork.WithRollupBlocks(1, seed: 2).LogOf(SampleNetwork.First);

        Assert.Equal(BlockFault.WrongNetwork, await FaultAsync(other));
    }

    [Fact]
    public async Task A_Finalization_signed_by_a_stranger_is_refused()
    {
        Assert.Equal(BlockFault.NotFinalized, await FaultAsync([Tampering.SignedByStranger(Log[0], Network)]));
    }

    [Fact]
    public async Task The_rollup_block_of_another_rollup_is_refused()
    {
        var network = new SampleNetwork();
        network.OrderTransactions(SampleNetwork.Second, 1);

        Assert.Equal(BlockFault.WrongRollupBlock, await FaultAsync(network.LogOf(SampleNetwork.Second)));
    }

    [Fact]
    public async Task An_event_longer_than_the_bound_ends_the_reading()
    {
        await using var publisher = await ReplayServer.SseAsync((context, _) =>
            context.Response.WriteAsync("data: " + new string('x', 100_000), context.RequestAborted));

        await Assert.ThrowsAsync<UnexpectedAnswerException>(
            () => ReadAsync(publisher, 1, limits: new RollupLogLimits { MaxEventBytes = 10_000 }));
    }

    [Fact]
    public async Task A_refusal_that_cannot_change_is_not_retried()
    {
        var asked = 0;
        await using var publisher = await ReplayServer.SseAsync((context, _) =>
        {
            asked++;
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => ReadAsync(publisher, 1));
        Assert.Equal(1, asked);
    }

    private static Task WriteFromAsync(HttpContext context, ulong from, int count) =>
        ReplayServer.WriteAsync(context, Log.Skip((int)from - 1).Take(count));

    private static async Task<BlockFault> FaultAsync(IReadOnlyList<RollupBlockProof> log)
    {
        await using var publisher = await ReplayServer.SseAsync(
            (context, _) => ReplayServer.WriteAsync(context, log));
        var failure = await Assert.ThrowsAsync<VerificationException>(() => ReadAsync(publisher, log.Count));
        return failure.Fault;
    }

    private static async Task<List<ulong>> ReadAsync(
        ReplayServer publisher, int count, RollupLogFollower? follower = null, RollupLogLimits? limits = null)
    {
        limits ??= new RollupLogLimits { FirstRetryDelay = TimeSpan.FromMilliseconds(1) };
        using var http = new HttpClient();
        var source = new SseRollupLogSource(http, publisher.Address, limits);
        follower ??= new RollupLogFollower(Network.Genesis, SampleNetwork.First, 0, default);
        var reader = new RollupLogReader(source, follower, limits);
        return await reader.ReadAsync(TestContext.Current.CancellationToken)
            .Take(count)
            .Select(proof => proof.RollupBlock.Header.Number)
            .ToListAsync(TestContext.Current.CancellationToken);
    }
}
