using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Tells Kestrel where to listen and marks each connection with the endpoint it came in by.</summary>
internal sealed class EndpointBinding(
    AppUrls urls, IEnumerable<Http2Endpoint> http2, IConfiguration configuration, MetricsEndpoint? metrics = null)
    : IConfigureOptions<KestrelServerOptions>, IStartupCheck
{
    public void Configure(KestrelServerOptions options)
    {
        var addresses = urls.Values.Select(BindingAddress.Parse).ToList();
        foreach (var address in addresses)
            Listen(options, address.Host, address.Port, ListenHttp1);
        foreach (var endpoint in http2)
            Listen(options, addresses[0].Host, PortOrZero(configuration[endpoint.PortSetting]), ListenHttp2);
        if (metrics is not null)
            options.Listen(IPAddress.Loopback, metrics.Port, listen => Mark(listen, EndpointRole.Metrics));
    }

    public IEnumerable<string> FindProblems()
    {
        foreach (var url in urls.Values)
        {
            if (!IsUsable(url))
                yield return $"ASPNETCORE_URLS: '{url}' is not an http address with a port.";
        }
        foreach (var setting in http2.Select(endpoint => endpoint.PortSetting))
        {
            if (!IsPort(configuration[setting]))
                yield return $"{setting}: '{configuration[setting]}' is not a port from 0 to 65535.";
        }
        if (metrics is not null && !IsPort(configuration[MetricsEndpoint.PortSetting]))
            yield return $"{MetricsEndpoint.PortSetting}: '{configuration[MetricsEndpoint.PortSetting]}'"
                + " is not a port from 0 to 65535.";
    }

    public static int PortOrZero(string? text) => IsPort(text) ? ushort.Parse(text!) : 0;

    private static bool IsPort(string? text) => ushort.TryParse(text, out _);

    private static bool IsUsable(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address is { Scheme: "http", IsUnixPipe: false, Port: >= 0 and <= ushort.MaxValue };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static void Listen(
        KestrelServerOptions options, string host, int port, Action<ListenOptions> configure)
    {
        if (IPAddress.TryParse(host, out var ip))
            options.Listen(ip, port, configure);
        else if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
            options.Listen(IPAddress.Loopback, port, configure);
        else
            options.ListenAnyIP(port, configure);
    }

    private static void ListenHttp1(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        Mark(listen, EndpointRole.App);
    }

    private static void ListenHttp2(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http2;
        Mark(listen, EndpointRole.App);
    }

    private static void Mark(ListenOptions listen, EndpointRole role) => listen.Use(next => connection =>
    {
        connection.Features.Set(role);
        return next(connection);
    });
}
