using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SharedSequencer.ServiceDefaults.Tests.Startup;

public sealed class StartupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_wrong_is_told_in_one_list_before_anything_starts()
    {
        var started = false;
        await using var app = TestService.Build(
            new()
            {
                ["urls"] = "ftp://example",
                ["Metrics:Port"] = "seventy",
                ["Limits:Low"] = "9",
                ["Limits:High"] = "101",
                ["Other:Count"] = "many",
                ["DAPR_HTTP_PORT"] = "0",
                ["ConnectionStrings:Postgres"] = "Host=",
                ["Keys:AllowDevelopmentKeys"] = "perhaps",
            },
            builder =>
            {
                builder.AddMeshDapr().AddPostgres().AddGenesis().AddSigningKey("Ingress");
                builder.AddHttp2Endpoint("Test:GrpcPort");
                builder.AddValidatedOptions<LimitOptions, LimitRules>("Limits");
                builder.AddValidatedOptions<OtherOptions>("Other");
                builder.Services.AddHostedService(_ => new Starting(() => started = true));
            });

        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => app.StartAsync(Token));

        Assert.False(started);
        Assert.Equal(12, refusal.Problems.Count);
        foreach (var setting in (string[])[
            "ASPNETCORE_URLS:", "Metrics:Port:", "Test:GrpcPort:", "Limits: ", "Other: ", "HttpPort",
            "ConnectionStrings:Postgres:", "Network:GenesisFile:", "Keys:AllowDevelopmentKeys:", "Keys:Ingress:",
            "APP_API_TOKEN:"])
            Assert.Contains(refusal.Problems, problem => problem.Contains(setting, StringComparison.Ordinal));
        Assert.Contains("Limits: Low must stay below High.", refusal.Problems);
    }

    [Fact]
    public async Task A_refused_start_ends_with_code_2()
    {
        await using var app = TestService.Build(
            new(), builder => builder.AddValidatedOptions<LimitOptions, LimitRules>("Limits"));

        Assert.Equal(ServiceRun.Refused, await app.RunServiceAsync(Token));
    }

    [Fact]
    public async Task Usable_options_are_injectable_as_themselves()
    {
        await using var service = await TestService.StartAsync(
            new() { ["Limits:Low"] = "1", ["Limits:High"] = "2" },
            builder => builder.AddValidatedOptions<LimitOptions, LimitRules>("Limits"));

        Assert.Equal(2, service.Services.GetRequiredService<LimitOptions>().High);
    }

    [Fact]
    public async Task Broken_background_work_ends_the_process_with_code_1()
    {
        await using var app = TestService.Build(new(), builder => builder.Services.AddHostedService<Breaking>());

        Assert.Equal(ServiceRun.Failed, await app.RunServiceAsync(Token));
    }

    [Fact]
    public async Task A_failed_start_ends_with_code_1()
    {
        await using var app = TestService.Build(
            new(),
            builder => builder.Services.AddHostedService(_ => new Starting(() => throw new IOException("no disk"))));

        Assert.Equal(ServiceRun.Failed, await app.RunServiceAsync(Token));
    }

    [Fact]
    public async Task Being_asked_to_stop_ends_with_code_0()
    {
        await using var app = TestService.Build(new());
        app.Lifetime.ApplicationStarted.Register(app.Lifetime.StopApplication);

        Assert.Equal(ServiceRun.Stopped, await app.RunServiceAsync(Token));
    }

    private sealed class LimitOptions
    {
        [Range(1, 100)]
        public int Low { get; init; }

        [Range(1, 100)]
        public int High { get; init; }
    }

    private sealed class LimitRules : IValidateOptions<LimitOptions>
    {
        public ValidateOptionsResult Validate(string? name, LimitOptions options) =>
            options.Low < options.High && options.Low < 9
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("Low must stay below High.");
    }

    private sealed class OtherOptions
    {
        public int Count { get; init; }
    }

    private sealed class Starting(Action start) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            start();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Breaking : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("broken on purpose");
        }
    }
}
