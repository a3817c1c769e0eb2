using Grpc.Net.Client;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client.Tests.Streaming;

public sealed class GrpcRollupLogSourceTests
{
    [Fact]
    public async Task The_log_arrives_verified_across_broken_subscriptions()
    {
        var network = SampleNetwork.WithRollupBlocks(5);
        var stream = new ReplayStream(network.LogOf(SampleNetwork.First), perSubscription: 2);
        await using var publisher = await ReplayServer.GrpcAsync(stream);
        var limits = new RollupLogLimits { FirstRetryDelay = TimeSpan.FromMilliseconds(1) };
        using var channel = GrpcChannel.ForAddress(publisher.Address, GrpcRollupLogSource.ChannelOptions(limits));
        var follower = new RollupLogFollower(network.Genesis, SampleNetwork.First, 0, default);
        var reader = new RollupLogReader(new GrpcRollupLogSource(channel, limits), follower, limits);

        var read = await reader.ReadAsync(TestContext.Current.CancellationToken)
            .Take(5)
            .Select(proof => proof.RollupBlock.Header.Number)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3, 4, 5], read);
        Assert.Equal(2, reader.Reconnects);
    }
}
