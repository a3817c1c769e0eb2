using System.Net;
using System.Net.Sockets;
using SharedSequencer.Launcher.Topologies;

namespace SharedSequencer.Launcher.Runs;

/// <summary>Gives out the ports of a run: the documented ones, or those of a block of its own.</summary>
public sealed class PortPlan : IDisposable
{
    private readonly PortBlock? _block;
    private readonly Dictionary<string, int> _ports = new(StringComparer.Ordinal);
    private int _next;

    /// <summary>Creates a plan.</summary>
    /// <param name="fixedPorts">Whether to use the documented ports.</param>
    /// <exception cref="LocalMeshException">No block is left.</exception>
    public PortPlan(bool fixedPorts) => _block = fixedPorts ? null : PortBlock.Take();

    /// <summary>The port for one purpose; the same purpose gets the same port again.</summary>
    /// <param name="owner">The process that listens.</param>
    /// <param name="binding">What for.</param>
    /// <param name="documented">The port to use in a run with fixed ports.</param>
    public int Port(string owner, string binding, int documented)
    {
        var key = $"{owner}:{binding}";
        if (_ports.TryGetValue(key, out var port))
            return port;
        return _ports[key] = _block is null ? documented : NextFree(_block);
    }

    /// <summary>The port of a service's binding.</summary>
    public int Of(ServiceDescription service, Binding binding) => Port(service.Name, binding.Name, binding.Port);

    /// <summary>Checks that every port given out can be listened on.</summary>
    /// <exception cref="LocalMeshException">One is taken; the message names all that are.</exception>
    public void RequireFree()
    {
        var taken = _ports.Where(entry => !CanListen(entry.Value)).Select(entry => $"{entry.Value} ({entry.Key})");
        var list = string.Join(", ", taken);
        if (list.Length > 0)
            throw new LocalMeshException($"These ports are taken by another program: {list}.");
    }

    /// <summary>Lets another run have the block.</summary>
    public void Dispose() => _block?.Dispose();

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

    // Whatever else listens in the block is stepped over.
    private int NextFree(PortBlock block)
    {
        while (_next < PortBlock.Size)
        {
            var port = block.Start + _next++;
            if (CanListen(port))
                return port;
        }

        throw new LocalMeshException($"Too few free ports from {block.Start} on.");
    }
}
