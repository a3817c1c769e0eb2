using System.Net;
using System.Net.Sockets;

namespace SharedSequencer.Testing;

/// <summary>Ports for servers that cannot choose one themselves.</summary>
public static class Loopback
{
    /// <summary>A TCP port that was free a moment ago; prefer port 0 where the server supports it.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
