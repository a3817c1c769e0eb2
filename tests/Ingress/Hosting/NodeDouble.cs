using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Hosting;

/// <summary>A rollup's node that answers as no real one can be made to: counts, and whatever <see cref="Fault"/> does.</summary>
internal sealed class NodeDouble : IAsyncDisposable
{
    private LoopbackServer? _server;

    /// <summary>The transaction count of every sender.</summary>
    public string Count { get; set; } = "0x0";

    /// <summary>Answers in place of the counts.</summary>
    public RequestDelegate? Fault { get; set; }

    /// <summary>The senders that were asked about.</summary>
    public ConcurrentDictionary<string, bool> Asked { get; } = new(StringComparer.Ordinal);

    public static async Task<NodeDouble> StartAsync(CancellationToken cancellationToken)
    {
        var node = new NodeDouble();
        node._server = await LoopbackServer.StartAsync(app => app.MapPost("/", node.AnswerAsync), cancellationToken);
        return node;
    }

    /// <summary>The settings that make it the node of a rollup of a test network.</summary>
    public string[] SettingsFor(RollupId rollup) =>
    [
        $"Rollups:{rollup}:ChainId={TestNetwork.ChainIdOf(rollup)}",
        $"Rollups:{rollup}:NodeUrl={_server!.Addresses[0]}",
    ];

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        var root = request.RootElement;
        var isBatch = root.ValueKind == JsonValueKind.Array;
        var answers = (isBatch ? root.EnumerateArray().AsEnumerable() : [root]).Select(Answer).ToList();
        context.Response.ContentType = "application/json";
        if (Fault is { } fault) await fault(context);
        else await context.Response.WriteAsync(isBatch ? Rpc.Batch(answers) : answers[0], context.RequestAborted);
    }

    private string Answer(JsonElement call)
    {
        Asked[call.GetProperty("params")[0].ToString()] = true;
        return $$"""{"jsonrpc":"2.0","id":{{call.GetProperty("id")}},"result":"{{Count}}"}""";
    }
}
