using System.Net;
using System.Net.Sockets;

namespace SharedSequencer.Launcher.Runs;

/// <summary>Gives out the ports of a run: the documented ones, or any that are free.</summary>
/// <remarks>Free ports are all reserved together and released just before the processes start, so no two of one run
/// are the same. Another program may still take one in between; then that process fails at its start and says so.
/// </remarks>
public sealed class PortPlan
{
    private readonly bool _fixedPorts;
    private readonly Dictionary<string, int> _ports = new(StringComparer.Ordinal);
    private readonly HashSet<int> _given = [];

    /// <summary>Creates a plan.</summary>
    /// <param name="fixedPorts">Whether to use the documented ports.</param>
    public PortPlan(bool fixedPorts) => _fixedPorts = fixedPorts;

    /// <summary>The port for one purpose; the same purpose gets the same port again.</summary>
    /// <param name="owner">The process that listens.</param>
    /// <param name="binding">What for.</param>
    /// <param name="documented">The port to use in a run with fixed ports.</param>
    public int Port(string owner, string binding, int documented)
    {
        var key = $"{owner}:{binding}";
        if (_ports.TryGetValue(key, out var port))
            return port;
        return _ports[key] = _fixedPorts ? documented : Free();
    }

    /// <summary>Checks that every port given out can be listened on.</summary>
    /// <exception cref="LocalMeshException">One is taken; the message names all that are.</exception>
    public void RequireFree()
    {
        var taken = _ports.Where(entry => !CanListen(entry.Value)).Select(entry => $"{entry.Value} ({entry.Key})");
        var list = string.Join(", ", taken);
        if (list.Length > 0)
            throw new LocalMeshException($"These ports are taken by another program: {list}.");
    }

    private static bool CanListen(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // As the servers do it: connections of an earlier run that linger in TIME_WAIT do not matter.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private int Free()
    {
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            if (_given.Add(port))
                return port;
        }
    }
}
