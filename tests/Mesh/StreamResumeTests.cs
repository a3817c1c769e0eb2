using Grpc.Net.Client;
using SharedSequencer.Client;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Mesh.Tests;

/// <summary>The streams of the publisher, read while it is killed and started again.</summary>
public sealed class StreamResumeTests(MeshFixture mesh)
{
    private const int MoreBlocks = 12;

    private static readonly RollupLogLimits Limits = new() { MaxSilence = TimeSpan.FromSeconds(20) };

    private RollupTraffic Rollup => mesh.Rollups[0];

    [Fact]
    public async Task The_SSE_stream_resumes_across_a_restart_of_the_publisher_without_gap_or_repeat() =>
        await ReadAcrossRestartAsync(new SseRollupLogSource(mesh.Http, mesh.Endpoints.Publisher, Limits));

    [Fact]
    public async Task The_gRPC_stream_resumes_across_a_restart_of_the_publisher_without_gap_or_repeat()
    {
        using var channel = GrpcChannel.ForAddress(
            mesh.Endpoints.PublisherGrpc, GrpcRollupLogSource.ChannelOptions(Limits));
        await ReadAcrossRestartAsync(new GrpcRollupLogSource(channel, Limits));
    }

    [Fact]
    public async Task The_stream_starts_at_any_number()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var load = mesh.StartLoad();
        var source = new SseRollupLogSource(mesh.Http, mesh.Endpoints.Publisher, Limits);
        var whole = await source.ReadAsync(Rollup.Id, 1, cancellation).Take(MoreBlocks).ToListAsync(cancellation);
        await load.StopAsync();

        for (var from = 1; from <= whole.Count; from++)
        {
            var rest = await source.ReadAsync(Rollup.Id, (ulong)from, cancellation)
                .Take(whole.Count - from + 1)
                .ToListAsync(cancellation);
            Assert.Equal(
                whole.Skip(from - 1).Select(proof => proof.RollupBlock.Hash),
                rest.Select(proof => proof.RollupBlock.Hash));
        }
    }

    /// <summary>
    /// The reader verifies that numbers follow each other; a gap or repeat would end it with a failure.
    /// </summary>
    private async Task ReadAcrossRestartAsync(IRollupLogSource source)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var load = mesh.StartLoad();
        var follower = new RollupLogFollower(mesh.Genesis, Rollup.Id, 0, Hash256.Zero);
        var reader = new RollupLogReader(source, follower, Limits);
        var known = (await mesh.Chain.AdvanceAsync(cancellation)).ProveHead(Rollup.Id).Head.Number;
        var goal = ulong.MaxValue;
        await foreach (var proof in reader.ReadAsync(cancellation))
        {
            if (goal == ulong.MaxValue && proof.RollupBlock.Header.Number > known)
            {
                await mesh.Mesh.KillAsync("publisher", cancellation);
                await mesh.Mesh.RestartAsync("publisher", cancellation);
                goal = follower.Number + MoreBlocks;
            }

            if (follower.Number >= goal)
                break;
        }

        await load.StopAsync();
        Assert.True(reader.Reconnects > 0);
        await mesh.Mesh.WaitReadyAsync("publisher", cancellation);
        await mesh.AssertExecutedOnceAndInOrderAsync(cancellation);
    }
}
