using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using SharedSequencer.Messages.Streams;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Tests.Support;
using SharedSequencer.Testing;

namespace SharedSequencer.Publisher.Tests.Streams;

public sealed class StreamTests : IAsyncLifetime
{
    private static readonly RollupId One = new(1);

    private readonly TestNetwork _network = new(1, 2);
    private readonly TestChain _chain;
    private OrderingServer _ordering = null!;
    private string _database = null!;
    private ulong _nonce;

    public StreamTests() => _chain = new TestChain(_network).Register();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ordering = await OrderingServer.StartAsync(Token);
        _ordering.Publish(_chain);
        _database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync(Token);
    }

    public ValueTask DisposeAsync() => _ordering.DisposeAsync();

    [Fact]
    public async Task A_stream_goes_from_the_archive_into_live_blocks_and_every_one_verifies()
    {
        Order(70);
        await using var publisher = await StartAsync();
        await publisher.CaughtUpAsync(_chain);
        using var stream = await SseReader.OpenAsync(publisher.Http, "/v1/rollups/1/stream", null, Token);
        var log = new RollupLogFollower(_network.Genesis, One, 0, Hash256.Zero);

        for (var number = 1UL; number <= 120; number++)
        {
            if (number is > 60 and <= 110) Order(1);
            var next = await stream.NextAsync(Token);
            Assert.Equal((number, "block"), (next!.Id, next.Name));
            Verify(log, next);
        }
    }

    [Theory]
    [InlineData("/v1/rollups/1/stream", null, 1)]
    [InlineData("/v1/rollups/1/stream?from=7", null, 7)]
    [InlineData("/v1/rollups/1/stream?from=2", "8", 9)]
    [InlineData("/v1/rollups/1/stream", "10", 11)]
    public async Task A_stream_starts_where_it_is_told_and_the_last_event_id_wins(
        string path, string? lastEventId, ulong first)
    {
        Order(10);
        await using var publisher = await StartAsync();
        await publisher.CaughtUpAsync(_chain);
        using var stream = await SseReader.OpenAsync(publisher.Http, path, lastEventId, Token);

        Order(1);

        Assert.Equal(first, (await stream.NextAsync(Token))!.Id);
    }

    [Fact]
    public async Task A_reader_resumes_across_a_restart_without_gap_or_repeat()
    {
        Order(5);
        var seen = new List<ulong>();
        var log = new RollupLogFollower(_network.Genesis, One, 0, Hash256.Zero);
        await using (var first = await StartAsync())
        {
            await first.CaughtUpAsync(_chain);
            using var stream = await SseReader.OpenAsync(first.Http, "/v1/rollups/1/stream?from=1", null, Token);
            await ReadAsync(stream, 5, seen, log);
            var stopping = first.StopAsync();
            Assert.Equal("end", (await stream.NextAsync(Token))!.Name);
            await stopping;
        }

        Order(5);
        await using var second = await StartAsync();
        await second.CaughtUpAsync(_chain);
        using var resumed = await SseReader.OpenAsync(second.Http, "/v1/rollups/1/stream", "5", Token);
        await ReadAsync(resumed, 5, seen, log);

        Assert.Equal(Enumerable.Range(1, 10).Select(number => (ulong)number), seen);
    }

    [Fact]
    public async Task A_reader_that_does_not_read_is_dropped_with_the_reason()
    {
        await using var publisher = await StartAsync("--Streams:SlowReaderMs=300");
        // Far more than the sockets between take in: 60 blocks of 200 KB in JSON.
        for (var block = 0; block < 60; block++)
            Order(1, request => request with { GasLimit = 30_000_000, Input = new byte[100_000] });
        await publisher.CaughtUpAsync(_chain);
        using var stream = await SseReader.OpenAsync(publisher.Http, "/v1/rollups/1/stream", null, Token);
        await Eventually.HoldsAsync(() => publisher.SlowReaders == 1, "the reader is found slow", Token);

        var seen = new List<ulong>();
        SseEvent? last = null;
        while (await stream.NextAsync(Token) is { } next)
        {
            if (next.Name == "block") seen.Add(next.Id);
            last = next;
        }

        Assert.Equal("end", last!.Name);
        Assert.Contains("too slow", last.Data.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(number => (ulong)number), seen);
        Assert.True(seen.Count < 60);
    }

    [Fact]
    public async Task A_quiet_stream_is_kept_alive()
    {
        await using var publisher = await StartAsync("--Streams:KeepAliveMs=100");
        await publisher.CaughtUpAsync(_chain);
        using var stream = await SseReader.OpenAsync(publisher.Http, "/v1/rollups/1/stream", null, Token);
        var next = stream.NextAsync(Token);

        await Eventually.HoldsAsync(() => stream.Comments >= 2, "two comments came", Token);
        Order(1);

        Assert.Equal(1UL, (await next)!.Id);
    }

    [Theory]
    [InlineData("/v1/rollups/9/stream", null, HttpStatusCode.NotFound)]
    [InlineData("/v1/rollups/1/stream?from=3", null, HttpStatusCode.BadRequest)]
    [InlineData("/v1/rollups/1/stream", "nonsense", HttpStatusCode.BadRequest)]
    [InlineData("/v1/rollups/1/stream", "18446744073709551615", HttpStatusCode.BadRequest)]
    public async Task A_stream_that_cannot_be_is_refused(string path, string? lastEventId, HttpStatusCode status)
    {
        Order(1);
        await using var publisher = await StartAsync();
        await publisher.CaughtUpAsync(_chain);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);

        using var answer = await publisher.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, Token);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Machines_get_the_same_over_grpc()
    {
        Order(3);
        await using var publisher = await StartAsync("--Streams:KeepAliveMs=100");
        await publisher.CaughtUpAsync(_chain);
        using var channel = GrpcChannel.ForAddress(publisher.GrpcAddress);
        var client = new RollupStream.RollupStreamClient(channel);
        using var call = client.Subscribe(
            new SubscribeRequest { RollupId = 1, From = 2 }, cancellationToken: Token);
        var numbers = new List<ulong>();

        while (numbers.Count < 4 && await call.ResponseStream.MoveNext(Token))
        {
            var message = call.ResponseStream.Current;
            if (message.ContentCase == RollupBlockMessage.ContentOneofCase.Heartbeat)
            {
                Assert.Equal(numbers.LastOrDefault(1UL), message.Number);
                Order(1);
                continue;
            }

            Assert.True(RollupBlockProof.TryDecode(message.Proof.ToByteArray(), out var proof));
            Assert.Equal((BlockFault.None, message.Number),
                (proof.Check(_network.Genesis), proof.RollupBlock.Header.Number));
            numbers.Add(message.Number);
        }

        Assert.Equal([2UL, 3UL, 4UL, 5UL], numbers);
    }

    [Fact]
    public async Task Grpc_refuses_with_the_status_the_contract_names()
    {
        await using var publisher = await StartAsync();
        await publisher.CaughtUpAsync(_chain);
        using var channel = GrpcChannel.ForAddress(publisher.GrpcAddress);
        var client = new RollupStream.RollupStreamClient(channel);

        Assert.Equal(StatusCode.NotFound, await StatusAsync(client, rollup: 9, from: 1));
        Assert.Equal(StatusCode.OutOfRange, await StatusAsync(client, rollup: 1, from: 2));
    }

    private static async Task<StatusCode> StatusAsync(
        RollupStream.RollupStreamClient client, ulong rollup, ulong from)
    {
        using var call = client.Subscribe(
            new SubscribeRequest { RollupId = rollup, From = from }, cancellationToken: Token);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Token));
        return refusal.StatusCode;
    }

    private static async Task ReadAsync(SseReader stream, int count, List<ulong> seen, RollupLogFollower log)
    {
        for (var i = 0; i < count; i++)
        {
            var next = await stream.NextAsync(Token);
            Verify(log, next!);
            seen.Add(next!.Id);
        }
    }

    private static void Verify(RollupLogFollower log, SseEvent next)
    {
        Assert.True(Hex.TryDecode(next.Data.GetProperty("rlp").GetString(), out var rlp));
        Assert.True(RollupBlockProof.TryDecode(rlp, out var proof));
        Assert.True(log.TryApply(proof, out var fault), fault.ToString());
        Assert.Equal(next.Data.GetProperty("hash").GetString(), proof.RollupBlock.Hash.ToString());
    }

    private void Order(int blocks, Func<TransactionRequest, TransactionRequest>? change = null)
    {
        for (var i = 0; i < blocks; i++)
            _chain.Order(One, Accounts.Sign(Accounts.All[0], _nonce++, change ?? (request => request)));
        _ordering.Publish(_chain);
    }

    private Task<PublisherHost> StartAsync(params string[] settings) =>
        PublisherHost.StartAsync(_network, _ordering, _database, settings);
}
