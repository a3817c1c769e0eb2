using Microsoft.AspNetCore.Http;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Rollups;

public sealed class GapWatchTests
{
    private static readonly RollupId First = new(1);
    private static readonly RollupId Second = new(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"\ud800":1}""", "identity")]
    [InlineData("no gzip at all", "gzip")]
    [InlineData("no brotli at all", "br")]
    public async Task A_node_that_answers_nonsense_stops_neither_the_ingress_nor_another_rollup(
        string body, string encoding)
    {
        await using var broken = await NodeDouble.StartAsync(Token);
        await using var sound = await NodeDouble.StartAsync(Token);
        await using var host = await StartAsync(broken, sound);
        var hash = await HoldOneOnBothAsync(host);
        broken.Fault = context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            return context.Response.WriteAsync(body, context.RequestAborted);
        };
        broken.Asked.Clear();
        await Eventually.HoldsAsync(() => !broken.Asked.IsEmpty, "the broken node is asked", Token);
        broken.Asked.Clear();
        await Eventually.HoldsAsync(() => !broken.Asked.IsEmpty, "the broken node is asked again", Token);

        sound.Count = "0x1";

        await host.SoftCommittedAsync(Second, hash, Token);
    }

    [Fact]
    public async Task A_node_that_does_not_answer_holds_up_no_other_rollup()
    {
        await using var silent = await NodeDouble.StartAsync(Token);
        await using var sound = await NodeDouble.StartAsync(Token);
        await using var host = await StartAsync(
            silent, sound, "Intake:GapAnswerMilliseconds=100", "Nodes:TimeoutMilliseconds=600000");
        var hash = await HoldOneOnBothAsync(host);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        silent.Fault = context =>
        {
            entered.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };
        await entered.Task.WaitAsync(Token);

        sound.Count = "0x1";

        await host.SoftCommittedAsync(Second, hash, Token);
    }

    [Fact]
    public async Task Every_waiting_sender_has_its_turn()
    {
        await using var node = await NodeDouble.StartAsync(Token);
        await using var host = await IngressHost.StartAsync(
            [1], Token, [.. node.SettingsFor(First), "Intake:GapPollMilliseconds=50"]);
        var wallets = Enumerable.Range(0, 150).Select(i => new Wallet($"waiting {i}", First)).ToList();
        await host.PostAsync(First, Rpc.Batch(wallets.Select((wallet, i) => Send(wallet, i))), Token);
        node.Asked.Clear();

        await Eventually.HoldsAsync(
            () => wallets.All(wallet => node.Asked.ContainsKey(wallet.Address.ToString())), "all are asked about", Token);
    }

    private static Task<IngressHost> StartAsync(NodeDouble first, NodeDouble second, params string[] settings) =>
        IngressHost.StartAsync(
            [1, 2], Token,
            [
                .. first.SettingsFor(First), .. second.SettingsFor(Second), "Intake:GapPollMilliseconds=50", .. settings,
            ]);

    /// <summary>The hash of the one that waits on the second rollup.</summary>
    private static async Task<string> HoldOneOnBothAsync(IngressHost host)
    {
        await host.SendAsync(First, new Wallet("alice", First).Sign(1), Token);
        return (await host.SendAsync(Second, new Wallet("alice", Second).Sign(1), Token)).Result;
    }

    private static string Send(Wallet wallet, int id) =>
        Rpc.Call("eth_sendRawTransaction", $"[\"{Hex.Encode(wallet.Sign(1))}\"]", id);
}
