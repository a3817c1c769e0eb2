using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using SharedSequencer.Testing;

namespace SharedSequencer.ServiceDefaults.Tests.Problems;

public sealed class ProblemTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/nowhere", 404, "not-found")]
    [InlineData("/broken", 500, "internal-error")]
    [InlineData("/own", 422, "unknown-rollup")]
    [InlineData("/number?n=x", 400, "bad-request")]
    public async Task Every_error_has_the_same_shape_and_a_stable_type(string path, int status, string code)
    {
        await using var service = await StartAsync();

        using var response = await service.Http.GetAsync(path, Token);
        var problem = await response.Content.ReadFromJsonAsync<JsonObject>(Token);

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"urn:shared-sequencer:problem:{code}", (string?)problem!["type"]);
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal(status, (int?)problem["status"]);
        Assert.Equal(path.Split('?')[0], (string?)problem["instance"]);
        Assert.Equal(32, ((string?)problem["traceId"])!.Length);
    }

    [Fact]
    public async Task An_unexpected_error_tells_nothing_about_the_inside()
    {
        await using var service = await StartAsync();

        using var response = await service.Http.GetAsync("/broken", Token);

        Assert.DoesNotContain("inside", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_a_route_does_not_have_is_a_problem_too()
    {
        await using var service = await StartAsync();

        using var response = await service.Http.PostAsync("/own", null, Token);
        var problem = await response.Content.ReadFromJsonAsync<JsonObject>(Token);

        Assert.Equal("method-not-allowed", (string?)problem!["code"]);
    }

    private static Task<LoopbackServer> StartAsync() => TestService.StartAsync(new(), map: app =>
    {
        app.MapGet("/broken", string () => throw new InvalidOperationException("the inside"));
        app.MapGet("/own", () => Problem.Of(422, "unknown-rollup", "There is no rollup 7."));
        app.MapGet("/number", (int n) => n);
    });
}
