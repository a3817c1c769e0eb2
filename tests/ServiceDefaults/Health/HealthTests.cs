using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SharedSequencer.Testing;

namespace SharedSequencer.ServiceDefaults.Tests.Health;

public sealed class HealthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readiness_follows_the_database_and_liveness_does_not()
    {
        await using var cluster = await PostgresCluster.StartAsync(Token);
        var connection = await cluster.CreateDatabaseAsync(Token);
        await using var service = await TestService.StartAsync(
            new() { ["ConnectionStrings:Postgres"] = connection }, builder => builder.AddPostgres());
        await BecomesReadyAsync(service, "postgres");

        await cluster.KillAsync(Token);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not-ready"), await ReadyAsync(service, "postgres"));
        using var alive = await service.Http.GetAsync("/livez", Token);
        using var asked = await service.Http.GetAsync("/healthz", Token);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (alive.StatusCode, asked.StatusCode));

        await cluster.StartServerAsync(Token);
        await BecomesReadyAsync(service, "postgres");
    }

    [Fact]
    public async Task Readiness_asks_the_sidecar_whether_it_reaches_outwards()
    {
        var reachable = true;
        await using var sidecar = await TestService.StartAsync(new(), map: app => app.MapGet(
            "/v1.0/healthz/outbound", () => Results.StatusCode(reachable ? 204 : 500)));
        await using var service = await TestService.StartAsync(
            new() { ["Keys:AllowDevelopmentKeys"] = "true", ["DAPR_HTTP_PORT"] = $"{sidecar.Addresses[0].Port}" },
            builder => builder.AddMeshDapr());
        await BecomesReadyAsync(service, "sidecar");

        reachable = false;

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not-ready"), await ReadyAsync(service, "sidecar"));
    }

    [Fact]
    public async Task A_service_can_add_a_check_whose_reason_stays_inside()
    {
        await using var service = await TestService.StartAsync(
            new(), builder => builder.AddReadinessCheck<Failing>("leadership"));

        using var response = await service.Http.GetAsync("/readyz", Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.DoesNotContain(
            "secret", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static Task BecomesReadyAsync(LoopbackServer service, string check) => Eventually.HoldsAsync(
        async _ => await ReadyAsync(service, check) == (HttpStatusCode.OK, "ready"), $"{check} is ready", Token);

    private static async Task<(HttpStatusCode Status, string Check)> ReadyAsync(LoopbackServer service, string check)
    {
        using var response = await service.Http.GetAsync("/readyz", Token);
        var report = await response.Content.ReadFromJsonAsync<ReadinessReport>(Token);
        return (response.StatusCode, report!.Checks[check]);
    }

    private sealed class Failing : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("a secret reason");
    }
}
