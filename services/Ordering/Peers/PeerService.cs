using Grpc.AspNetCore.Server;
using Grpc.Core;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Peers;

/// <summary>Listens to the other validators, each on the connection it has made.</summary>
internal sealed class PeerService : IDisposable
{
    private readonly ValidatorSeat _seat;
    private readonly PeerIntake _intake;
    private readonly PeerNetwork _network;
    private readonly ILogger<PeerService> _logger;
    private readonly IReadOnlyList<IncomingPeer> _peers;
    private readonly CancellationToken _stopping;

    public PeerService(
        ValidatorSeat seat, PeerIntake intake, PeerNetwork network, TransportOptions options, TimeProvider time,
        IHostApplicationLifetime lifetime, ILogger<PeerService> logger)
    {
        _stopping = lifetime.ApplicationStopping;
        (_seat, _intake, _network, _logger) = (seat, intake, network, logger);
        _peers = [.. seat.Genesis.Committee.Validators.Select((_, index) =>
            new IncomingPeer(new ValidatorIndex((ushort)index), options, time))];
    }

    public async Task<PeerFrame> Talk(IAsyncStreamReader<PeerFrame> frames, ServerCallContext call)
    {
        var peer = Identify(call);
        if (peer.TryBegin(call.CancellationToken, _stopping) is not { } session)
        {
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "Not listened to for a while."));
        }

        try
        {
            await call.WriteResponseHeadersAsync([]);
            _logger.PeerCame(peer.Validator);
            _network.Nudge(peer.Validator);
            if (await _intake.Read(peer, frames, session.Token) is { } fault)
            {
                Punish(peer, fault);
            }
        }
        finally
        {
            peer.End(session);
        }

        return PeerFrame.Empty;
    }

    public void Dispose()
    {
        foreach (var peer in _peers)
        {
            peer.Dispose();
        }
    }

    private IncomingPeer Identify(ServerCallContext call) =>
        PeerCertificate.MemberOf(call.GetHttpContext().Connection.ClientCertificate, _seat.Genesis) is { } from
            ? _peers[from.Value]
            : throw new RpcException(new Status(StatusCode.Unauthenticated, "Not a member of the committee."));

    private void Punish(IncomingPeer peer, PeerFault fault)
    {
        var pause = peer.Punish();
        Telemetry.PeerFaults.Add(1, new KeyValuePair<string, object?>(Telemetry.Peer, peer.Validator.ToString()));
        _logger.PeerLied(peer.Validator, fault, pause);
        throw new RpcException(new Status(StatusCode.InvalidArgument, $"Not listened to for {pause}: {fault}."));
    }
}
