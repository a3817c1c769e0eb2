using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Tests.Committee;
using SharedSequencer.Ordering.Tests.Mesh;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Submission;

public sealed class SubmissionTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    private readonly SampleNetwork _network = new();
    private readonly int _port = Loopback.FreePort();

    [Fact]
    public async Task A_committee_orders_what_an_ingress_hands_to_another_operators_validator()
    {
        await using var committee = await HostedCommittee.Start(4, Never);
        await committee.Order(committee.Network.Registration(), 0, 0, 1, 2, 3);
        await committee.Validators[0].Stop();
        await committee.Validators[1].Stop();
        await committee.Validators[1].Start(Never, $"--Ordering:SubmitPort={_port}");
        using var door = new SubmitDoor(_port, committee.Network.Genesis, validator: 1);
        var batch = committee.Network.Transfer();

        await Eventually.HoldsAsync(
            async cancel => (await door.Submit(batch.Encoded, cancel)).Status == 200, "the validator takes it", Never);

        await Eventually.HoldsAsync(
            () => committee.Validators.Skip(1).All(validator => validator.Chain.HasPassed(batch.Header)), "it is final", Never);
        var (status, text) = await door.Submit(batch.Encoded, Never);
        Assert.Equal(200, status);
        Assert.Contains(SubmitAnswer.Settled, text);
    }

    [Fact]
    public async Task A_batch_is_durable_when_it_is_answered_and_may_be_brought_again()
    {
        await using var validator = await Start();
        using var door = Door();
        var batch = _network.Registration(TimeProvider.System);

        var first = await Ready(door, batch);
        var chain = validator.App.Services.GetRequiredService<FinalChain>();

        Assert.True(first.Contains(SubmitAnswer.Durable) || first.Contains(SubmitAnswer.Settled));
        Assert.True(chain.Holds(batch.Digest) || chain.HasPassed(batch.Header));
        Assert.Equal(200, (await door.Submit(batch.Encoded, Never)).Status);
    }

    [Fact]
    public async Task What_is_refused_says_why()
    {
        await using var validator = await Start();
        using var door = Door();
        var early = _network.Transfers(TimeProvider.System);
        await Ready(door, _network.Registration(TimeProvider.System));
        var batch = new SampleNetwork().Registration(TimeProvider.System);
        var stranger = new BatchStream(_network.Genesis.NetworkId, TestNetwork.Key("stranger"))
            .Next(Lane.Shared, batch.Header.Created, [new byte[] { 1 }]);
        var other = new BatchStream(new NetworkId(batch.Digest), _network.IngressKey)
            .Next(Lane.Shared, batch.Header.Created, [new byte[] { 1 }]);
        var inactive = new BatchStream(_network.Genesis.NetworkId, _network.IngressKey)
            .Next(new Lane(77), batch.Header.Created, [new byte[] { 1 }]);

        Assert.Equal((400, true), await Refusal(door, new byte[10], "malformed-batch"));
        Assert.Equal((400, true), await Refusal(door, new byte[ProtocolDefaults.MaxBatchBytes + 100], "malformed-batch"));
        Assert.Equal((400, true), await Refusal(door, other.Encoded, "malformed-batch"));
        Assert.Equal((403, true), await Refusal(door, stranger.Encoded, "inactive"));
        Assert.Equal((403, true), await Refusal(door, inactive.Encoded, "inactive"));
        await Eventually.HoldsAsync(
            async cancel => (await door.Submit(early.Encoded, cancel)).Status == 200, "the rollup is active", Never);
    }

    [Fact]
    public async Task An_ingress_that_brings_too_much_is_told_to_come_back_and_a_forger_uses_nobodys_share()
    {
        await using var validator = await Start(
            $"--Ordering:Submission:BurstBytes={180 * 1024}", "--Ordering:Submission:BytesPerSecond=1024");
        using var door = Door();
        await Ready(door, _network.Registration(TimeProvider.System));
        var first = _network.NextBatch(TimeProvider.System, new byte[100_000]);
        var second = _network.NextBatch(TimeProvider.System, new byte[100_000]);
        var forged = first.Encoded.ToArray();
        forged[^1] ^= 1;
        await Eventually.HoldsAsync(
            async cancel => (await door.Submit(forged, cancel)).Status == 400, "the rollup is active", Never);

        Assert.Equal(400, (await door.Submit(forged, Never)).Status);
        Assert.Equal(200, (await door.Submit(first.Encoded, Never)).Status);
        Assert.Equal((429, true), await Refusal(door, second.Encoded, "busy"));
    }

    /// <summary>One validator of four, alone: what it takes stays unordered.</summary>
    [Fact]
    public async Task Who_brings_an_ingress_s_batch_again_uses_up_nothing_of_its_share()
    {
        var network = new CommitteeNetwork(4);
        await using var validator = new HostedValidator(network, 0, [.. Enumerable.Range(0, 4).Select(_ => Loopback.FreePort())]);
        await validator.Start(
            Never, $"--Ordering:SubmitPort={_port}", "--Ordering:Submission:BurstBytes=184320",
            "--Ordering:Submission:BytesPerSecond=1024");
        using var door = new SubmitDoor(_port, network.Genesis, validator: 0);
        var (first, second) = (network.Bulk(100_000), network.Bulk(80_000));
        await Ready(door, first);

        for (var replayed = 0; replayed < 5; replayed++)
        {
            var (status, text) = await door.Submit(first.Encoded, Never);
            Assert.Equal(200, status);
            Assert.Contains(SubmitAnswer.Durable, text);
        }

        Assert.Equal(200, (await door.Submit(second.Encoded, Never)).Status);
    }

    [Fact]
    public async Task The_port_lets_strangers_read_the_chain_and_nothing_else()
    {
        await using var validator = await Start();
        using var door = Door();
        using var app = new HttpClient { BaseAddress = new Uri(validator.App.Urls.Single(url => url.StartsWith("http:"))) };
        await Ready(door, _network.Registration(TimeProvider.System));

        foreach (var route in new[] { OrderingRoutes.BlocksFrom(1, 1, bodies: true), OrderingRoutes.Head, OrderingRoutes.Genesis })
        {
            Assert.Equal(200, (int)(await door.Http.GetAsync(route, Never)).StatusCode);
        }

        Assert.Equal(404, (int)(await door.Http.GetAsync("/v1/rollups", Never)).StatusCode);
        Assert.Equal(404, (int)(await door.Http.PutAsync(OrderingRoutes.Archived, null, Never)).StatusCode);
        Assert.Equal(404, (int)(await app.PostAsync(OrderingRoutes.Batches, null, Never)).StatusCode);
    }

    [Fact]
    public async Task Strangers_read_few_at_a_time_and_bring_what_they_have_meanwhile()
    {
        await using var validator = await Start("--Ordering:Submission:MaxReads=1");
        using var door = Door();
        await Ready(door, _network.Registration(TimeProvider.System));
        await using var database = NpgsqlDataSource.Create(validator.Database);
        await using var connection = await database.OpenConnectionAsync(Never);
        await using var holding = await connection.BeginTransactionAsync(Never);
        await using (var locking = new NpgsqlCommand("lock table evidence in access exclusive mode", connection, holding))
        {
            await locking.ExecuteNonQueryAsync(Never);
        }

        var held = door.Http.GetAsync(OrderingRoutes.Evidence, Never);
        await using var waiting = database.CreateCommand(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
        await Eventually.HoldsAsync(
            async cancel => (long)(await waiting.ExecuteScalarAsync(cancel))! > 0, "the read waits for the journal", Never);

        Assert.Equal(429, (int)(await door.Http.GetAsync(OrderingRoutes.BlocksFrom(1, 1, bodies: true), Never)).StatusCode);
        Assert.Equal(200, (int)(await door.Http.GetAsync(OrderingRoutes.Head, Never)).StatusCode);
        await Ready(door, _network.Transfers(TimeProvider.System));
        await holding.RollbackAsync(Never);

        Assert.Equal(200, (int)(await held).StatusCode);
        Assert.Equal(200, (int)(await door.Http.GetAsync(OrderingRoutes.Evidence, Never)).StatusCode);
    }

    [Fact]
    public async Task One_connection_too_many_is_closed_at_once()
    {
        await using var validator = await Start("--Ordering:Submission:MaxConnections=1");
        using var first = Door();
        await Ready(first, _network.Registration(TimeProvider.System));

        using var second = Door();
        var refused = await Record.ExceptionAsync(() => second.Http.GetAsync(OrderingRoutes.Head, Never));

        // Closed while it connects, or before the handshake: the client tells these apart.
        Assert.True(refused is HttpRequestException or SocketException, refused?.ToString());
        Assert.Equal(200, (int)(await first.Http.GetAsync(OrderingRoutes.Head, Never)).StatusCode);
    }

    [Fact]
    public async Task Who_means_another_validator_does_not_talk_to_this_one()
    {
        await using var validator = await Start();
        using var door = new SubmitDoor(_port, _network.Genesis, validator: 1);
        using var elsewhere = new SubmitDoor(_port, new TestCommittee(1, 1).Genesis, validator: 0);

        await Assert.ThrowsAsync<HttpRequestException>(() => door.Submit(new byte[10], Never));
        await Assert.ThrowsAsync<HttpRequestException>(() => elsewhere.Submit(new byte[10], Never));
    }

    private async Task<BareValidator> Start(params string[] settings)
    {
        var validator = await BareValidator.Build(_network, Never, [$"--Ordering:SubmitPort={_port}", .. settings]);
        await validator.App.StartAsync(Never);
        return validator;
    }

    private SubmitDoor Door() => new(_port, _network.Genesis, validator: 0);

    /// <summary>Brings a batch until it is taken.</summary>
    private static async Task<string> Ready(SubmitDoor door, Batch batch)
    {
        var taken = "";
        await Eventually.HoldsAsync(
            async cancel =>
            {
                (var status, taken) = await door.Submit(batch.Encoded, cancel);
                return status == 200;
            },
            "the batch is taken",
            Never);
        return taken;
    }

    private static async Task<(int Status, bool Says)> Refusal(SubmitDoor door, ReadOnlyMemory<byte> body, string code)
    {
        var (status, text) = await door.Submit(body, Never);
        return (status, text.Contains(code));
    }
}
