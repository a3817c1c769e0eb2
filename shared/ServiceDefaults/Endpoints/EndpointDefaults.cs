using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// What a service listens on: <c>ASPNETCORE_URLS</c> (HTTP/1.1), the loopback metrics port and, where asked for,
/// a port for gRPC. TLS ends in front of the services.
/// </summary>
public static class EndpointDefaults
{
    /// <summary>Adds a port that speaks HTTP/2 without TLS, for gRPC.</summary>
    /// <param name="builder">The web application being built.</param>
    /// <param name="portSetting">Configuration key that holds the port, as <c>Publisher:GrpcPort</c>.</param>
    public static WebApplicationBuilder AddHttp2Endpoint(this WebApplicationBuilder builder, string portSetting)
    {
        builder.Services.AddSingleton(new Http2Endpoint(portSetting));
        return builder;
    }

    internal static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => AppUrls.From(services.GetRequiredService<IConfiguration>()));
        builder.Services.AddSingleton<IStartupFilter, AddressHandover>();
        if (builder.Configuration[MetricsEndpoint.PortSetting] is { } port)
            builder.Services.AddSingleton(new MetricsEndpoint(EndpointBinding.PortOrZero(port)));
        builder.WebHost.UseKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton<EndpointBinding>();
        builder.Services.AddSingleton<IStartupCheck>(services => services.GetRequiredService<EndpointBinding>());
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(
            services => services.GetRequiredService<EndpointBinding>());
    }
}
