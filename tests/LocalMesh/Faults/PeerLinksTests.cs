using System.Net;
using System.Net.Sockets;
using SharedSequencer.Launcher.Faults;
using SharedSequencer.Testing;

namespace SharedSequencer.LocalMesh.Tests.Faults;

public sealed class PeerLinksTests : IDisposable
{
    private const int Members = 4;

    private readonly EchoServer[] _servers = [.. Enumerable.Range(1, Members).Select(i => new EchoServer((byte)i))];
    private readonly PeerLinks _links;

    public PeerLinksTests() => _links = new PeerLinks([.. _servers.Select(server => server.Port)]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _links.Dispose();
        foreach (var server in _servers)
            server.Dispose();
    }

    [Fact]
    public async Task Every_validator_reaches_every_other_one()
    {
        foreach (var (from, to) in Pairs())
            Assert.Equal(to, await GreetingAsync(from, to));
    }

    [Fact]
    public async Task A_split_cuts_what_crosses_it_in_both_directions_and_nothing_else()
    {
        _links.Split([1, 2]);
        var crossing = Pairs().Where(pair => pair.From <= 2 != pair.To <= 2)
            .Select(pair => GreetingAsync(pair.From, pair.To)).ToList();

        Assert.Equal(2, await GreetingAsync(1, 2));
        Assert.Equal(1, await GreetingAsync(2, 1));
        Assert.Equal(4, await GreetingAsync(3, 4));
        Assert.Equal(8, crossing.Count);
        Assert.DoesNotContain(crossing, greeting => greeting.IsCompleted);

        _links.Heal();
        await Eventually.HoldsAsync(() => crossing.All(greeting => greeting.IsCompleted), "all is whole", Cancellation);
        Assert.DoesNotContain(0, await Task.WhenAll(crossing));
    }

    [Fact]
    public async Task One_that_is_isolated_reaches_nobody_while_the_others_reach_each_other()
    {
        _links.Isolate(3);
        var outwards = GreetingAsync(3, 1);
        var inwards = GreetingAsync(1, 3);

        Assert.Equal(4, await GreetingAsync(2, 4));
        Assert.False(outwards.IsCompleted || inwards.IsCompleted);

        _links.Heal();
        Assert.Equal(1, await outwards);
        Assert.Equal(3, await inwards);
    }

    private static IEnumerable<(int From, int To)> Pairs() =>
        from one in Enumerable.Range(1, Members)
        from other in Enumerable.Range(1, Members)
        where one != other
        select (one, other);

    private async Task<int> GreetingAsync(int from, int to)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _links.Port(from, to), Cancellation);
        var buffer = new byte[1];
        return await socket.ReceiveAsync(buffer, Cancellation) == 1 ? buffer[0] : 0;
    }
}
