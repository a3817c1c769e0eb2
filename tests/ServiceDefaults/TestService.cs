using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using SharedSequencer.Testing;

namespace SharedSequencer.ServiceDefaults.Tests;

/// <summary>A service over the defaults on real Kestrel ports: the app's, then those for gRPC, then metrics.</summary>
internal static class TestService
{
    /// <summary>Builds a service that is not started yet.</summary>
    public static WebApplication Build(
        Dictionary<string, string?> settings,
        Action<WebApplicationBuilder>? add = null,
        Action<WebApplication>? map = null,
        CapturedLog? log = null)
    {
        var builder = LoopbackServer.Builder(settings).AddServiceDefaults("test");
        builder.Logging.AddProvider(log ?? new CapturedLog());
        add?.Invoke(builder);
        var app = builder.Build();
        app.MapServiceDefaults();
        map?.Invoke(app);
        return app;
    }

    public static Task<LoopbackServer> StartAsync(
        Dictionary<string, string?> settings,
        Action<WebApplicationBuilder>? add = null,
        Action<WebApplication>? map = null,
        CapturedLog? log = null) =>
        LoopbackServer.StartAsync(Build(settings, add, map, log), TestContext.Current.CancellationToken);
}
