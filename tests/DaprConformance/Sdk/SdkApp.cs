using System.Collections.Concurrent;
using System.Net;
using Dapr.Actors.Client;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SharedSequencer.DaprConformance.Tests.Sdk;

/// <summary>An ordinary Dapr app: ASP.NET Core, SDK actors, topics, an endpoint for service invocation.</summary>
internal sealed class SdkApp : IAsyncDisposable
{
    public const string PubSub = "mesh-pubsub";
    public const string Topic = "batches.v1";

    private readonly WebApplication web;

    private SdkApp(WebApplication web) => this.web = web;

    /// <summary>The bodies that arrived on the topic.</summary>
    public BlockingCollection<byte[]> Received { get; } = [];

    public IActorProxyFactory Actors => web.Services.GetRequiredService<IActorProxyFactory>();

    public DaprClient Dapr => web.Services.GetRequiredService<DaprClient>();

    public static async Task<SdkApp> StartAsync(int appPort, int httpPort, int grpcPort, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DAPR_HTTP_PORT"] = $"{httpPort}",
            ["DAPR_GRPC_PORT"] = $"{grpcPort}",
        });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, appPort));
        builder.Services.AddDaprClient();
        builder.Services.AddActors(actors =>
        {
            actors.UseJsonSerialization = true;
            actors.Actors.RegisterActor<CounterActor>();
        });
        var web = builder.Build();
        var app = new SdkApp(web);
        app.Map();
        await web.StartAsync(cancellationToken);
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        Received.Dispose();
    }

    private void Map()
    {
        web.UseCloudEvents();
        web.MapActorsHandlers();
        web.MapSubscribeHandler();
        web.MapPost("/on-batch", ReceiveAsync).WithTopic(PubSub, Topic);
        web.MapGet("/v1/head", () => "42");
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Received.Add(body.ToArray(), context.RequestAborted);
    }
}
