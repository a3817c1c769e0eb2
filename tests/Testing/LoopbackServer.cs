using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace SharedSequencer.Testing;

/// <summary>A web application on Kestrel and a free loopback port: a service under test, or the part of another one
/// that it talks to.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app)
    {
        _app = app;
        Addresses = [.. app.Urls.Select(url => new Uri(url))];
        Http = new HttpClient { BaseAddress = Addresses[0] };
    }

    /// <summary>Reaches the first endpoint.</summary>
    public HttpClient Http { get; }

    /// <summary>All endpoints, in the order in which they were added.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    /// <summary>Services of the application.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>A builder with the settings of a test, a free port and no console log.</summary>
    public static WebApplicationBuilder Builder(IReadOnlyDictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
            [new("urls", "http://127.0.0.1:0"), new("Logging:Console:LogLevel:Default", "None")]);
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Logging.ClearProviders();
        return builder;
    }

    /// <summary>Starts what was built.</summary>
    public static async Task<LoopbackServer> StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await app.StartAsync(cancellationToken);
        return new LoopbackServer(app);
    }

    /// <summary>Starts a few routes.</summary>
    public static Task<LoopbackServer> StartAsync(Action<WebApplication> map, CancellationToken cancellationToken)
    {
        var app = Builder().Build();
        map(app);
        return StartAsync(app, cancellationToken);
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
