using System.Net;
using System.Text.Json;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Bundles;

/// <summary>Whoever comes back to a stream misses nothing, and nobody holds one for ever.</summary>
public sealed class BundleEventTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_comes_back_misses_nothing_also_of_a_bundle_that_was_dropped_and_sent_again()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        await host.NameReportersAsync();
        var author = new BundleAuthor("alice", host.Ordering);
        var bundle = author.Demanding();
        host.Ordering.Advice = asked => new(true, "Included", null, []);
        await host.SendAsync(bundle, "?wait=10000");
        var before = await EventsAsync(host, bundle.Id);
        Assert.Equal(["Received", "Dropped"], before.Events.Select(one => one.Step));
        var waiting = EventsAsync(host, bundle.Id, before.Events[^1].Id);

        host.Ordering.Advice = asked => author.Attesting(asked);
        Assert.Equal("Included", (await host.SendAsync(bundle, "?wait=10000")).Json.Text("status"));

        var rest = await waiting.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(["Received", "Included"], rest.Events.Select(one => one.Step));
        var whole = await EventsAsync(host, bundle.Id);
        Assert.Equal([.. before.Events, .. rest.Events], whole.Events);
        Assert.Equal(HttpStatusCode.NoContent, (await EventsAsync(host, bundle.Id, rest.Events[^1].Id)).Status);
        Assert.Equal(whole.Events, (await EventsAsync(host, bundle.Id, rest.Events[^1].Id.Replace("Included", "Committed"))).Events);
        await using var restarted = await host.RestartAsync(Token);
        Assert.Equal(whole.Events, (await EventsAsync(restarted, bundle.Id)).Events);
    }

    [Fact]
    public async Task A_dropped_bundle_is_taken_anew_although_its_bytes_are_the_same()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        await host.NameReportersAsync();
        var bundle = new BundleAuthor("alice", host.Ordering).Demanding();
        host.Ordering.Advice = asked => new(true, "Included", null, []);
        for (var i = 0; i < 3; i++) Assert.Equal("Dropped", (await host.SendAsync(bundle, "?wait=10000")).Json.Text("status"));

        var (_, found) = await host.AskAsync($"/v1/bundles/{bundle.Id}");

        Assert.Equal(
            ["Received", "Dropped", "Received", "Dropped", "Received", "Dropped"],
            found.GetProperty("steps").EnumerateArray().Select(step => step.Text("step")));
        var items = host.Ordering.Chain.SelectMany(block => block.Batches!)
            .Where(batch => batch.Header.Kind == BatchKind.Bundle).SelectMany(batch => batch.Items).ToList();
        Assert.Equal(3, items.Count);
        Assert.Single(items.Select(item => Keccak256.Hash(item.Span)).Distinct());
    }

    [Fact]
    public async Task The_stream_of_a_bundle_of_another_ingress_ends_although_nothing_is_final_and_says_so()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token, "Intake:BundleStreamMaxMilliseconds=300");
        await host.NameReportersAsync();
        var author = new BundleAuthor("alice", host.Ordering);
        var bundle = author.Bundle(author.Terms(BundleMode.Execution));
        await host.SendAsync(bundle, "?wait=10000");
        await host.ForgetAsync(bundle.Id);

        var stream = await host.Http.GetStringAsync($"/v1/bundles/{bundle.Id}/events", Token).WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Contains("\"step\":\"Included\"", stream, StringComparison.Ordinal);
        Assert.EndsWith(": this stream has lasted long enough; come back\n\n", stream, StringComparison.Ordinal);
        Assert.Equal("False", (await host.AskAsync($"/v1/bundles/{bundle.Id}")).Json.Text("isFinal"));
    }

    [Fact]
    public async Task One_client_cannot_take_the_waits_of_all()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token, "Limits:MaxBundleWaitsPerClient=1");
        host.Ordering.RefusesBatches = true;
        var bundle = new BundleAuthor("alice", host.Ordering).Bundle();
        await host.SendAsync(bundle);
        using (await host.Http.GetAsync($"/v1/bundles/{bundle.Id}/events", HttpCompletionOption.ResponseHeadersRead, Token))
        {
            foreach (var path in new[] { $"/v1/bundles/{bundle.Id}?wait=10000", $"/v1/bundles/{bundle.Id}/events" })
                Assert.Equal("too-many-waits", (await host.AskAsync(path)).Json.Text("code"));
            var json = BundleAuthor.Json(bundle).ToJsonString();
            var sent = await host.CallAsync(new RollupId(1), "seq_sendBundle", $"[{json},60000]", Token);
            Assert.Equal("Received", sent.Json.GetProperty("result").Text("status"));
        }

        await Eventually.HoldsAsync(
            async _ => (await host.AskAsync($"/v1/bundles/{bundle.Id}?wait=1")).Status == HttpStatusCode.OK,
            "the wait is free again", Token);
    }

    private static async Task<(HttpStatusCode Status, List<(string Id, string Step)> Events)> EventsAsync(
        IngressHost host, Hash256 name, string? last = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/bundles/{name}/events");
        if (last is not null) request.Headers.Add("Last-Event-ID", last);
        using var response = await host.Http.SendAsync(request, Token);
        var events = new List<(string Id, string Step)>();
        foreach (var text in (await response.Content.ReadAsStringAsync(Token)).Split("\n\n"))
        {
            var lines = text.Split('\n');
            if (!lines[0].StartsWith("id: ", StringComparison.Ordinal)) continue;
            events.Add((lines[0]["id: ".Length..], JsonDocument.Parse(lines[2]["data: ".Length..]).RootElement.Text("step")));
        }
        return (response.StatusCode, events);
    }
}
