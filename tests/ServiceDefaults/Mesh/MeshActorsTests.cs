using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SharedSequencer.Messages;
using SharedSequencer.Testing;

namespace SharedSequencer.ServiceDefaults.Tests.Mesh;

/// <summary>Actor calls through the SDK on both sides.</summary>
public sealed partial class MeshActorsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_largest_numbers_arrive_and_none_is_a_json_number_that_a_sidecar_could_damage()
    {
        await using var sidecar = new ForwardingSidecar();
        await sidecar.StartAsync(Token);
        await using var host = await StartHostAsync(sidecar);
        await using var service = await TestService.StartAsync(sidecar.Settings, builder => builder.AddMeshDapr());
        var queue = service.Services.GetRequiredService<MeshActors>().Queue(901);

        var answer = await queue.Admit(Request(), Token);
        var depth = await queue.Ordered(Notice(), Token);
        var status = await queue.Status(Token);

        Assert.Equal(new AdmitAnswer(AdmitVerdict.Admitted, 7, 1), answer);
        Assert.Equal(new QueueDepth(ulong.MaxValue - 1, 1, long.MaxValue), depth);
        Assert.Equal(901ul, status.Height);
        Assert.NotEmpty(sidecar.Bodies);
        Assert.All(sidecar.Bodies, body => Assert.DoesNotMatch(LongJsonNumber(), body));
    }

    [Fact]
    public void A_proxy_is_made_once_per_queue()
    {
        var actors = new MeshActors(new MeshOptions());

        Assert.Same(actors.Queue(1), actors.Queue(1));
        Assert.NotSame(actors.Queue(1), actors.Queue(2));
    }

    [Fact]
    public async Task A_call_that_hangs_ends_by_itself()
    {
        await using var sidecar = new ForwardingSidecar { Hangs = true };
        await sidecar.StartAsync(Token);
        var settings = sidecar.Settings;
        settings["Mesh:CallTimeoutMs"] = "100";
        await using var service = await TestService.StartAsync(settings, builder => builder.AddMeshDapr());
        var queue = service.Services.GetRequiredService<MeshActors>().Queue(1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queue.Status(Token));
    }

    [Fact]
    public async Task A_caller_can_give_up_earlier()
    {
        await using var sidecar = new ForwardingSidecar { Hangs = true };
        await sidecar.StartAsync(Token);
        await using var service = await TestService.StartAsync(sidecar.Settings, builder => builder.AddMeshDapr());
        var queue = service.Services.GetRequiredService<MeshActors>().Queue(1);
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var call = queue.Admit(Request(), impatience.Token);
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static async Task<LoopbackServer> StartHostAsync(ForwardingSidecar sidecar)
    {
        var builder = LoopbackServer.Builder(sidecar.Settings);
        builder.Services.AddActors(options =>
        {
            options.UseJsonSerialization = true;
            options.JsonSerializerOptions = MeshJson.Options;
            options.Actors.RegisterActor<EchoQueue>(RollupQueueActor.Type);
        });
        var app = builder.Build();
        app.MapActorsHandlers();
        var host = await LoopbackServer.StartAsync(app, Token);
        sidecar.App = host.Addresses[0];
        return host;
    }

    private static AdmitRequest Request() => new()
    {
        Digest = "0xd1",
        Ingress = "0x1e",
        Sequence = ulong.MaxValue,
        Predecessor = "0x00",
        PredecessorNotAfter = 0,
        Size = 7,
        NotAfter = ulong.MaxValue - 2,
        Network = "0x4e",
        ChainTime = 1_700_000_000_000,
        Active = true,
        PredecessorKnown = true,
    };

    private static OrderedNotice Notice() => new()
    {
        Network = "0x4e",
        Height = ulong.MaxValue,
        BlockHash = "0xb1",
        Timestamp = ulong.MaxValue,
        Last = [new OrderedBatch("0xd1", "0x1e", ulong.MaxValue - 1)],
    };

    /// <summary>A number outside quotes with more digits than a double keeps.</summary>
    [GeneratedRegex("""[:\[,]\s*[0-9]{16,}""")]
    private static partial Regex LongJsonNumber();
}
