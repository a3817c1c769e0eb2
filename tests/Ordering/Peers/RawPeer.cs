using Grpc.Core;
using Grpc.Net.Client;
using SharedSequencer.Ordering.Peers;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Tests.Peers;

/// <summary>A connection to a validator that says whatever the test wants.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly OwnCertificate _certificate;
    private readonly GrpcChannel _channel;
    private readonly AsyncClientStreamingCall<PeerFrame, PeerFrame> _call;

    /// <param name="seat">Who it says it is.</param>
    /// <param name="port">Where the validator listens.</param>
    /// <param name="expected">Who must answer.</param>
    public RawPeer(ValidatorSeat seat, int port, ValidatorIndex expected = default)
    {
        _certificate = new OwnCertificate(seat, TimeProvider.System);
        _channel = new PeerDialing(seat, _certificate, new TransportOptions())
            .Open(new Uri($"https://127.0.0.1:{port}"), expected);
        _call = _channel.CreateCallInvoker().AsyncClientStreamingCall(PeerMethod.Talk, null, default);
    }

    /// <summary>Completed once the validator has accepted the connection.</summary>
    public Task Accepted => _call.ResponseHeadersAsync;

    public Task Send(params byte[][] messages) => _call.RequestStream.WriteAsync(
        new PeerFrame([.. messages.Select(message => (ReadOnlyMemory<byte>)message)]));

    /// <summary>How the validator ended the connection.</summary>
    public async Task<StatusCode> Ended()
    {
        try
        {
            await _call.ResponseAsync;
            return StatusCode.OK;
        }
        catch (RpcException ended)
        {
            return ended.StatusCode;
        }
    }

    public void Dispose()
    {
        _call.Dispose();
        _channel.Dispose();
        _certificate.Dispose();
    }
}
