using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SharedSequencer.ServiceDefaults.Tests.Endpoints;

public sealed class EndpointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_have_a_port_of_their_own_that_answers_nothing_else()
    {
        await using var service = await TestService.StartAsync(new() { ["Metrics:Port"] = "0" });
        var metrics = service.Addresses[^1];
        Assert.Equal("127.0.0.1", metrics.Host);
        using var http = new HttpClient { BaseAddress = metrics };

        Assert.Contains("dotnet_", await http.GetStringAsync("/metrics", Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(http, "/livez"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(service.Http, "/metrics"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service.Http, "/livez"));
    }

    [Fact]
    public async Task Without_a_metrics_port_there_are_no_metrics()
    {
        await using var service = await TestService.StartAsync(new());

        Assert.Single(service.Addresses);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(service.Http, "/metrics"));
    }

    [Fact]
    public async Task A_grpc_port_speaks_http_2_without_tls()
    {
        await using var service = await TestService.StartAsync(
            new() { ["Test:GrpcPort"] = "0" },
            builder => builder.AddHttp2Endpoint("Test:GrpcPort"),
            app => app.MapGet("/protocol", (HttpContext context) => context.Request.Protocol));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service.Addresses[1], "/protocol"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var response = await service.Http.SendAsync(request, Token);

        Assert.Equal("HTTP/2", await response.Content.ReadAsStringAsync(Token));
        Assert.Equal("HTTP/1.1", await service.Http.GetStringAsync("/protocol", Token));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, Token);
        return response.StatusCode;
    }
}
