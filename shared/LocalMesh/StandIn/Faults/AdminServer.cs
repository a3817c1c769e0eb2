using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace SharedSequencer.StandIn.Faults;

/// <summary>The loopback port of the fault switches.</summary>
internal sealed class AdminServer : IAsyncDisposable
{
    private readonly WebApplication web;

    private AdminServer(WebApplication web, int port)
    {
        this.web = web;
        Port = port;
    }

    public int Port { get; }

    public static async Task<AdminServer> StartAsync(
        int port, FaultSwitches faults, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var web = builder.Build();
        FaultEndpoints.Map(web, faults);
        await web.StartAsync(cancellationToken);
        var address = web.Services.GetRequiredService<IServer>().Features
            .GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        return new AdminServer(web, new Uri(address).Port);
    }

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync(new CancellationToken(canceled: true));
        await web.DisposeAsync();
    }
}
