using System.Net;
using SharedSequencer.Client;
using SharedSequencer.Launcher.Traffic;

namespace SharedSequencer.LocalMesh.Tests.Traffic;

public sealed class OutageTests
{
    [Fact]
    public void Who_is_away_or_has_no_room_is_asked_again() => Assert.All<Exception>(
        [
            new HttpRequestException(),
            new IOException(),
            new UnexpectedAnswerException("half an answer"),
            new TaskCanceledException("the client's own time-out"),
            new RpcException(new RpcError(-32002, "away", null)),
            new RpcException(new RpcError(RpcError.LimitExceeded, "too fast", null)),
            new BundleRefusedException("rate", HttpStatusCode.TooManyRequests, "too fast"),
            new BundleRefusedException("away", HttpStatusCode.ServiceUnavailable, "away"),
        ],
        failure => Assert.True(Outage.Is(failure, CancellationToken.None)));

    [Fact]
    public void A_refusal_or_a_false_proof_is_none() => Assert.All<Exception>(
        [
            new RpcException(new RpcError(-32000, "nonce too low", null)),
            new BundleRefusedException("bad-signature", HttpStatusCode.BadRequest, "forged"),
            new InvalidOperationException(),
        ],
        failure => Assert.False(Outage.Is(failure, CancellationToken.None)));

    [Fact]
    public void Nothing_passes_for_who_has_given_up() =>
        Assert.False(Outage.Is(new OperationCanceledException(), new CancellationToken(canceled: true)));
}
