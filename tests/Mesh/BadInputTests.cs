using System.Net.Sockets;
using System.Text;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Mesh.Tests.Load;
using SharedSequencer.Primitives;

namespace SharedSequencer.Mesh.Tests;

/// <summary>Bad input gets the error a wallet understands, and nobody else notices.</summary>
public sealed class BadInputTests(MeshFixture mesh)
{
    private const int Account = 92;
    private const int DuringAttack = 60;

    private RollupTraffic Rollup => mesh.Rollups[0];

    [Fact]
    public async Task Every_kind_of_bad_input_is_answered_while_others_are_served()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var other = new FundedSender(mesh.Rollups[1].Endpoint.ChainId, Account);
        using var own = new FundedSender(Rollup.Endpoint.ChainId, Account);
        var good = own.Transfer();
        await using var load = mesh.StartLoad();
        await Rollup.Ingress.SendAsync(good.Raw, cancellation);
        Rollup.Accept(good.Hash);
        using var slow = await HalfARequestAsync(cancellation);

        (string Body, string Expected)[] attacks =
        [
            (Send("0xdeadbeef"), "transaction"),
            (Send("not hex"), "invalid argument"),
            (Send(Hex.Encode(other.Transfer().Raw.Span)), "invalid chain id for signer"),
            (Send(Hex.Encode(Unrecoverable.Transaction(Rollup.Endpoint.ChainId, 7))), "invalid sender"),
            (Send(Hex.Encode(good.Raw.Span)), "already known|nonce too low"),
            (Send("0x" + new string('0', 300_000)), "oversized|larger"),
            (Call("eth_noSuchMethod"), "does not exist"),
            (Call("anvil_setBalance"), "does not exist"),
            ("{\"jsonrpc\":", "parse error"),
            (new string('[', 100_000), "parse error"),
            ("[]", "empty batch"),
            ($"[{string.Join(',', Enumerable.Repeat(Call("eth_chainId"), 1_001))}]", "batch too large"),
            (new string(' ', 6_000_000), "too large"),
        ];
        foreach (var (body, expected) in attacks)
            await AssertAnsweredAsync(body, expected, cancellation);
        await AssertOneBadItemSpoilsNoOtherAsync(own, cancellation);
        await AssertUnknownRollupAsync(cancellation);

        await load.AcceptedAsync(DuringAttack);
        await load.StopAsync();
        await mesh.AssertExecutedOnceAndInOrderAsync(cancellation);
    }

    private static string Call(string method) =>
        $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":[]}""";

    private static string Send(string raw) =>
        $$"""{"jsonrpc":"2.0","id":1,"method":"eth_sendRawTransaction","params":["{{raw}}"]}""";

    private async Task AssertAnsweredAsync(string body, string expected, CancellationToken cancellation)
    {
        var answer = await PostAsync($"/rpc/{Rollup.Endpoint.ChainId}", body, cancellation);
        Assert.Contains("\"error\"", answer, StringComparison.Ordinal);
        Assert.Contains(
            expected.Split('|'), part => answer.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    private async Task AssertOneBadItemSpoilsNoOtherAsync(FundedSender own, CancellationToken cancellation)
    {
        var good = own.Transfer();
        var answers = await Rollup.Ingress.SendManyAsync(
            [Unrecoverable.Transaction(Rollup.Endpoint.ChainId, 9), good.Raw], cancellation);
        Assert.Equal([false, true], answers.Select(answer => answer.IsAccepted));
        Rollup.Accept(good.Hash);
    }

    private async Task AssertUnknownRollupAsync(CancellationToken cancellation)
    {
        var answer = await PostAsync("/rpc/424242", Call("eth_chainId"), cancellation);
        Assert.Contains("unknown chain id", answer, StringComparison.Ordinal);
    }

    /// <summary>A client that never finishes what it began.</summary>
    private async Task<Socket> HalfARequestAsync(CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", mesh.Endpoints.Ingress.Port, cancellation);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"POST /rpc/{Rollup.Endpoint.ChainId} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 1000\r\n\r\n{"),
            cancellation);
        return socket;
    }

    private async Task<string> PostAsync(string path, string body, CancellationToken cancellation)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await mesh.Http.PostAsync(new Uri(mesh.Endpoints.Ingress, path), content, cancellation);
        return await answer.Content.ReadAsStringAsync(cancellation);
    }
}
