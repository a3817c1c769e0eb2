using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace SharedSequencer.ServiceDefaults.Tests;

/// <summary>A service over the defaults on real Kestrel ports of its own.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningService(WebApplication app)
    {
        _app = app;
        var urls = app.Urls.Select(url => new Uri(url)).ToList();
        Http = new HttpClient { BaseAddress = urls[0] };
        Addresses = urls;
    }

    /// <summary>Reaches the app endpoint.</summary>
    public HttpClient Http { get; }

    /// <summary>All endpoints: app, then those for gRPC, then metrics.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Builds a service that is not started yet.</summary>
    public static WebApplication Build(
        Dictionary<string, string?> settings,
        Action<WebApplicationBuilder>? add = null,
        Action<WebApplication>? map = null,
        CapturedLog? log = null)
    {
        var builder = WebApplication.CreateBuilder();
        settings.TryAdd("urls", "http://127.0.0.1:0");
        settings.TryAdd("Logging:Console:LogLevel:Default", "None");
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddServiceDefaults("test");
        builder.Logging.AddProvider(log ?? new CapturedLog());
        add?.Invoke(builder);
        var app = builder.Build();
        app.MapServiceDefaults();
        map?.Invoke(app);
        return app;
    }

    public static async Task<RunningService> StartAsync(
        Dictionary<string, string?> settings,
        Action<WebApplicationBuilder>? add = null,
        Action<WebApplication>? map = null,
        CapturedLog? log = null)
    {
        var app = Build(settings, add, map, log);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningService(app);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
