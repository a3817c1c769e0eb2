using Microsoft.AspNetCore.Connections;

namespace SharedSequencer.Ordering.Peers;

/// <summary>Bounds the connections of one port, before anything is read from them; one too many is closed at once.</summary>
internal sealed class ConnectionRoom
{
    private int _open;

    /// <summary>Lets a connection in, or not.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="most">Most connections at once.</param>
    /// <param name="next">Serves it until it ends.</param>
    public async Task Enter(ConnectionContext connection, int most, ConnectionDelegate next)
    {
        try
        {
            if (Interlocked.Increment(ref _open) <= most)
            {
                await next(connection);
            }
            else
            {
                connection.Abort(new ConnectionAbortedException("More connections than this port takes."));
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
