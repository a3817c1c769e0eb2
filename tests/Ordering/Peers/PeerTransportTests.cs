using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using SharedSequencer.Ordering.Peers;
using SharedSequencer.Ordering.Tests.Committee;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Peers;

/// <summary>Validator 0 of four, alone, and what others may do on its port.</summary>
public sealed class PeerTransportTests : IAsyncLifetime
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly CommitteeNetwork _network = new(4);
    private readonly List<int> _ports = [.. Enumerable.Range(0, 4).Select(_ => Loopback.FreePort())];
    private HostedValidator? _validator;

    public async ValueTask InitializeAsync()
    {
        _validator = new HostedValidator(_network, 0, _ports);
        await _validator.Start(Never, "--Ordering:Transport:PenaltyMs=60000");
    }

    public ValueTask DisposeAsync() => _validator!.DisposeAsync();

    [Fact]
    public async Task A_member_is_listened_to_and_its_newer_connection_ends_the_older()
    {
        using var first = Dial(SeatOf(2));
        await first.Accepted;
        await first.Send(Authentic());

        using var second = Dial(SeatOf(2));
        await second.Accepted;

        await first.Ended();
        await second.Send(Authentic(), Authentic());
    }

    [Fact]
    public async Task A_member_has_one_connection_even_when_it_says_nothing_on_it()
    {
        using var first = await IdleConnection.Open(_ports[0], SeatOf(2), Never);
        using var other = await IdleConnection.Open(_ports[0], SeatOf(3), Never);

        using var second = await IdleConnection.Open(_ports[0], SeatOf(2), Never);

        await Eventually.HoldsAsync(() => first.Closed.IsCompleted, "the older connection is closed", Never);
        Assert.False(other.Closed.IsCompleted);
        Assert.False(second.Closed.IsCompleted);
    }

    [Fact]
    public async Task One_connection_too_many_is_closed_before_anything_is_read_from_it()
    {
        await _validator!.Stop();
        await _validator.Start(Never, "--Ordering:Transport:MaxConnections=1");
        using var first = await IdleConnection.Open(_ports[0], SeatOf(2), Never);

        var refused = await Record.ExceptionAsync(() => IdleConnection.Open(_ports[0], SeatOf(3), Never));
        Assert.True(refused is IOException or SocketException, $"{refused}");

        Assert.False(first.Closed.IsCompleted);
    }

    [Fact]
    public async Task Who_is_not_in_the_committee_does_not_get_a_connection()
    {
        using var stranger = Dial(SeatOf(2) with { Signer = _network.Signers[2] with { Key = TestNetwork.Key("stranger") } });
        using var foreign = Dial(SeatOf(2) with { Genesis = _network.Genesis with { Name = "other" } });
        using var itself = Dial(SeatOf(0));

        Assert.NotEqual(StatusCode.OK, await stranger.Ended());
        Assert.NotEqual(StatusCode.OK, await foreign.Ended());
        Assert.NotEqual(StatusCode.OK, await itself.Ended());
    }

    [Fact]
    public async Task Nobody_talks_to_another_validator_than_the_one_it_means()
    {
        using var mistaken = new RawPeer(SeatOf(2), _ports[0], expected: new ValidatorIndex(1));

        Assert.NotEqual(StatusCode.OK, await mistaken.Ended());
    }

    [Theory]
    [InlineData("bytes")]
    [InlineData("frame")]
    [InlineData("vote")]
    public async Task Who_lies_is_not_listened_to_for_a_while_and_others_are(string lie)
    {
        using var liar = Dial(SeatOf(3));
        await liar.Accepted;

        await liar.Send(Authentic(), LieOf(lie));

        Assert.Equal(StatusCode.InvalidArgument, await liar.Ended());
        using var again = Dial(SeatOf(3));
        Assert.Equal(StatusCode.ResourceExhausted, await again.Ended());
        using var other = Dial(SeatOf(2));
        await other.Accepted;
    }

    /// <summary>Nobody listens where the answers go, so all of them wait.</summary>
    [Fact]
    public async Task However_often_a_peer_asks_its_answers_leave_room_for_what_everybody_hears()
    {
        var (bulk, last) = (_network.Bulk(150_000), _network.Bulk(1));
        await _validator!.Submit(bulk, Never);
        using var asker = Dial(SeatOf(2));
        await asker.Accepted;
        var question = PeerMessageCodec.Encode(new PeerMessage.BatchesWanted([bulk.Digest]));

        for (var asked = 0; asked < 500; asked++)
        {
            await asker.Send(question);
        }

        await asker.Send(PeerMessageCodec.Encode(new PeerMessage.BatchBody(last)));
        await Eventually.HoldsAsync(() => _validator.Chain.Holds(last.Digest), "every question was heard", Never);
        var half = new TransportOptions().QueueBytes / 2;
        await Eventually.HoldsAsync(() => Waiting(2) > half - bulk.Size, "there are answers", Never);
        Assert.InRange(Waiting(2), 0, half + (2 * bulk.Size));
    }

    [Fact]
    public async Task The_ports_are_apart()
    {
        using var own = new OwnCertificate(SeatOf(2), TimeProvider.System);
        using var member = new HttpClient(new PeerDialing(SeatOf(2), own, new TransportOptions()).Handler(default));
        using var head = new HttpRequestMessage(HttpMethod.Get, $"https://127.0.0.1:{_ports[0]}/v1/head")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var onPeerPort = await member.SendAsync(head, Never);
        using var anyone = new HttpClient();
        var app = _validator!.App.Urls.Single(url => url.StartsWith("http://", StringComparison.Ordinal));
        using var onAppPort = await anyone.PostAsync(app + PeerMethod.Path, null, Never);

        Assert.Equal(HttpStatusCode.NotFound, onPeerPort.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, onAppPort.StatusCode);
    }

    private static byte[] Authentic() => PeerMessageCodec.Encode(new PeerMessage.Status(default, default, null, false, 0));

    private byte[] LieOf(string kind) => kind switch
    {
        "bytes" => [0xc1, 0x7f],
        "frame" => [0xc5, 0x01],
        _ => PeerMessageCodec.Encode(new PeerMessage.Voted(Vote.Sign(
            VoteKind.Notarize, _network.Genesis.NetworkId, new View(1), Keccak256.Hash([1]), _network.Signers[3])
            with { Validator = new ValidatorIndex(1) })),
    };

    private long Waiting(ushort seat) =>
        _validator!.App.Services.GetRequiredService<PeerNetwork>().Waiting(new ValidatorIndex(seat));

    private ValidatorSeat SeatOf(int seat) => new(_network.Genesis, _network.Signers[seat]);

    private RawPeer Dial(ValidatorSeat seat) => new(seat, _ports[0]);
}
