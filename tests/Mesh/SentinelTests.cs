using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SharedSequencer.Launcher.Traffic;

namespace SharedSequencer.Mesh.Tests;

/// <summary>The sentinel of the mesh looks at the services themselves, sidecar or not.</summary>
public sealed class SentinelTests(MeshFixture mesh)
{
    [Fact]
    public async Task The_sentinel_sees_every_other_service_and_who_is_away()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await UntilAsync(services => services.Count == 4 && services.All(service => State(service) == "Ready"));

        await mesh.Mesh.KillAsync("bundles", cancellation);
        await UntilAsync(services => services.Any(service =>
            (string?)service!["appId"] == "bundles" && State(service) == "Unreachable"));
        await mesh.Mesh.RestartAsync("bundles", cancellation);
        await mesh.Mesh.WaitReadyAsync("bundles", cancellation);
    }

    private static string? State(JsonNode? service) => (string?)service!["state"];

    private Task UntilAsync(Func<JsonArray, bool> holds) => Waiting.UntilAsync(
        async cancellation =>
        {
            var address = new Uri(mesh.Endpoints.Services["sentinel"], "v1/health/services");
            return holds((await mesh.Http.GetFromJsonAsync<JsonArray>(address, cancellation))!);
        },
        "the sentinel's picture is right",
        TimeSpan.FromSeconds(60),
        TimeProvider.System,
        TestContext.Current.CancellationToken);
}
