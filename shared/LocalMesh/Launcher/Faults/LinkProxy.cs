using System.Net;
using System.Net.Sockets;

namespace SharedSequencer.Launcher.Faults;

/// <summary>A TCP relay on loopback that can behave like a cut cable, without any privilege.</summary>
/// <remarks>While it is cut, connections stay open and nothing passes, in either direction; what was sent waits, as it
/// would wait for retransmission. New connections are taken, as the listener's backlog does, and get no further.
/// </remarks>
public sealed class LinkProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _sockets = [];
    private readonly int _target;
    private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Listens on a free port and relays to another.</summary>
    public LinkProxy(int target)
    {
        _target = target;
        _open.SetResult();
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Connections that are relayed at the moment.</summary>
    public int Connections
    {
        get
        {
            lock (_lock)
                return _sockets.Count / 2;
        }
    }

    /// <summary>Lets nothing through any more.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            if (_open.Task.IsCompleted)
                _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Lets everything through again, what waited first.</summary>
    public void Restore()
    {
        lock (_lock)
            _open.TrySetResult();
    }

    /// <summary>Ends all connections at once.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            foreach (var socket in _sockets)
                socket.Dispose();
            _sockets.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        Reset();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = RelayAsync(await _listener.AcceptSocketAsync(_stop.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Disposed.
        }
    }

    private async Task RelayAsync(Socket caller)
    {
        var target = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        caller.NoDelay = true;
        Keep(caller, target);
        try
        {
            await Gate().WaitAsync(_stop.Token);
            await target.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            await Task.WhenAny(PumpAsync(caller, target, either.Token), PumpAsync(target, caller, either.Token));
            await either.CancelAsync();
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Nobody listens there, or the connection was reset: the caller sees its own connection end.
        }
        finally
        {
            Forget(caller, target);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, cancellation) is var length and > 0)
            {
                await Gate().WaitAsync(cancellation);
                for (var sent = 0; sent < length;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, length - sent), cancellation);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One end closed or was reset; the other follows.
        }
    }

    private Task Gate()
    {
        lock (_lock)
            return _open.Task;
    }

    private void Keep(Socket caller, Socket target)
    {
        lock (_lock)
        {
            _sockets.Add(caller);
            _sockets.Add(target);
        }
    }

    private void Forget(Socket caller, Socket target)
    {
        lock (_lock)
        {
            _sockets.Remove(caller);
            _sockets.Remove(target);
        }

        caller.Dispose();
        target.Dispose();
    }
}
