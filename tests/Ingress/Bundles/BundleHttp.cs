using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Bundles;

/// <summary>Asks the REST routes of bundles.</summary>
internal static class BundleHttp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<(HttpStatusCode Status, JsonElement Json)> SendAsync(
        this IngressHost host, Bundle bundle, string query = "", string? key = null) =>
        host.SendJsonAsync(HttpMethod.Post, $"/v1/bundles{query}", BundleAuthor.Json(bundle).ToJsonString(), key);

    public static Task<(HttpStatusCode Status, JsonElement Json)> SendAsync(
        this IngressHost host, HttpMethod method, string path, JsonObject body) =>
        host.SendJsonAsync(method, path, body.ToJsonString());

    public static async Task<(HttpStatusCode Status, JsonElement Json)> SendJsonAsync(
        this IngressHost host, HttpMethod method, string path, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var response = await host.Http.SendAsync(request, Token);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Token));
    }

    public static async Task<(HttpStatusCode Status, JsonElement Json)> AskAsync(this IngressHost host, string path)
    {
        using var response = await host.Http.GetAsync(path, Token);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Token));
    }

    /// <summary>Waits until a bundle has this status.</summary>
    public static async Task<JsonElement> BecomesAsync(this IngressHost host, string id, string status)
    {
        JsonElement found = default;
        await Eventually.HoldsAsync(
            async token =>
            {
                (_, found) = await host.AskAsync($"/v1/bundles/{id}");
                token.ThrowIfCancellationRequested();
                return found.Text("status") == status;
            },
            $"{id} becomes {status}", Token);
        return found;
    }

    /// <summary>Makes a bundle one that was taken by another ingress: what the chain told of it stays.</summary>
    public static async Task ForgetAsync(this IngressHost host, Hash256 bundle)
    {
        await using var source = NpgsqlDataSource.Create(host.Database);
        await using var command = source.CreateCommand("delete from bundles where id = $1");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = bundle.ToArray() });
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Token));
    }

    /// <summary>The word of a leg's reporter on a bundle that is included.</summary>
    public static JsonObject ReportOf(this IngressHost host, Bundle bundle, byte leg, bool success = true)
    {
        Assert.True(host.Ordering.Book.TryGetAwaiting(bundle.Terms.EscrowId, out var open));
        var reporting = new TestBundles(bundle.Terms.Network, [.. host.Ordering.Network.Rollups]);
        return new JsonObject { ["report"] = Hex.Encode(reporting.Report(bundle, leg, open.Legs[leg].RollupBlock, success).Encode()) };
    }

    public static string Text(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var field) ? field.ToString() : "";

    /// <summary>Gives each rollup its reporter.</summary>
    public static async Task NameReportersAsync(this IngressHost host)
    {
        var network = host.Ordering.Network;
        foreach (var rollup in network.Rollups)
        {
            var update = network.Operation(OperationKind.Update, rollup, 2, TestBundles.ReporterOf(rollup).Address);
            using var response = await host.Http.PatchAsJsonAsync(
                $"/v1/rollups/{rollup}", IngressHost.BodyOf(update), Messages.MeshJson.Options, Token);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            await Eventually.HoldsAsync(
                () => host.Rollups.Find(rollup)!.Record.HasReporter, "the rollup has a reporter", Token);
        }
    }
}
