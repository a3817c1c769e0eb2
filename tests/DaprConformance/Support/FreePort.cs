using System.Net;
using System.Net.Sockets;

namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>Finds ports for things that have to know theirs before they listen.</summary>
internal static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
