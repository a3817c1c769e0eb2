using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SharedSequencer.Testing;

namespace SharedSequencer.Publisher.Tests.Support;

/// <summary>A node that keeps no order within a request: of a batch, what seals is done first.</summary>
internal sealed class EagerNode : IAsyncDisposable
{
    private const string Json = "application/json";

    private readonly HttpClient _node;
    private readonly LoopbackServer _server;
    private int _eager;

    private EagerNode(HttpClient node, LoopbackServer server) => (_node, _server) = (node, server);

    public string Url => _server.Addresses[0].ToString();

    /// <summary>How often it sealed before its turn.</summary>
    public int Eager => Volatile.Read(ref _eager);

    public static async Task<EagerNode> StartAsync(AnvilNode anvil, CancellationToken cancellationToken)
    {
        EagerNode eager = null!;
        var server = await LoopbackServer.StartAsync(
            app => app.MapPost("/", (HttpRequest request, CancellationToken token) => eager.AnswerAsync(request, token)),
            cancellationToken);
        return eager = new EagerNode(new HttpClient { BaseAddress = new Uri(anvil.Url) }, server);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _node.Dispose();
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var asked = await JsonNode.ParseAsync(request.Body, cancellationToken: cancellationToken);
        if (asked is not JsonArray { Count: > 1 } calls || calls[^1]!["method"]!.GetValue<string>() != "evm_mine")
            return Results.Text(await ForwardAsync(asked!, cancellationToken), Json);

        Interlocked.Increment(ref _eager);
        var seal = calls[^1]!.DeepClone();
        calls.RemoveAt(calls.Count - 1);
        var @sealed = JsonNode.Parse(await ForwardAsync(seal, cancellationToken))!;
        var answers = JsonNode.Parse(await ForwardAsync(calls, cancellationToken))!.AsArray();
        answers.Add(@sealed);
        return Results.Text(answers.ToJsonString(), Json);
    }

    private async Task<string> ForwardAsync(JsonNode body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, Json);
        using var answer = await _node.PostAsync((Uri?)null, content, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }
}
