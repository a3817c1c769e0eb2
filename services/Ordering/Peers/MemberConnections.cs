using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Peers;

/// <summary>
/// The one connection of each member: a newer one, once TLS has shown whose it is, ends the one before, which may be the dead
/// half of a broken one. So no member takes the room of others.
/// </summary>
internal sealed class MemberConnections
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ValidatorIndex, ConnectionContext> _newest = [];

    public async Task Serve(ConnectionContext connection, Genesis genesis, ConnectionDelegate next)
    {
        var certificate = connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate;
        if (PeerCertificate.MemberOf(certificate, genesis) is not { } member)
        {
            connection.Abort();
            return;
        }

        Replace(member, connection)?.Abort(new ConnectionAbortedException("The validator has connected anew."));
        try
        {
            await next(connection);
        }
        finally
        {
            Forget(member, connection);
        }
    }

    private ConnectionContext? Replace(ValidatorIndex member, ConnectionContext connection)
    {
        lock (_gate)
        {
            _newest.Remove(member, out var older);
            _newest.Add(member, connection);
            return older;
        }
    }

    private void Forget(ValidatorIndex member, ConnectionContext connection)
    {
        lock (_gate)
        {
            if (_newest.GetValueOrDefault(member) == connection)
            {
                _newest.Remove(member);
            }
        }
    }
}
