using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Drivers.EvmRpc;
using SharedSequencer.Publisher.Reporting;
using SharedSequencer.Publisher.Tests.Support;

namespace SharedSequencer.Publisher.Tests.Reporting;

public sealed class AttestorTests : IAsyncLifetime
{
    /// <summary>A constructor that puts 7 into slot 0.</summary>
    private const string Stores = "600760005500";

    private static readonly PrivateKey A = Accounts.All[0];
    private static readonly Address Contract = LoggingContract.AddressOf(A, 0);
    private static readonly Address Rich = Address.Parse("0x0000000000000000000000000000000000001234");

    private ReporterScene _scene = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _scene = await ReporterScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task What_holds_after_the_last_executed_rollup_block_is_attested_so_that_the_chain_includes_it()
    {
        await using var publisher = await PrepareAsync();
        var bundle = Demanding(Holding());

        var answer = await AttestAsync(publisher, bundle);

        Assert.Empty(answer.Refusals!);
        Assert.True(Attestation.TryDecode(Bytes(Assert.Single(answer.Attestations)), out var attestation));
        Assert.True(_scene.Chain.Core.Final.Registry.TryGet(ReporterScene.One, out var record));
        Assert.Equal((1UL, record.Head.Hash, (byte)1), (attestation.Number, attestation.Hash, attestation.Leg));
        _scene.Order(new BundleItem.Submit(bundle, [attestation]));
        Assert.Contains(
            new Outcome(OutcomeKind.Bundle, Lane.Shared, bundle.Id, OutcomeCode.Included), _scene.Chain.Blocks[^1].Outcomes);
    }

    [Fact]
    public async Task What_does_not_hold_is_refused_and_named()
    {
        await using var publisher = await PrepareAsync();
        var holding = Holding();
        Preconditions[] failing =
        [
            holding with { Nonces = [new NonceIs(A.Address, 3)] },
            holding with { Storage = [new StorageIs(Contract, default, UInt256.FromUInt64(8).ToHash())] },
            holding with { Balances = [new BalanceIs(Rich, 1_001)] },
        ];

        foreach (var preconditions in failing)
        {
            var answer = await AttestAsync(publisher, Demanding(preconditions));

            Assert.Empty(answer.Attestations);
            Assert.Equal((1, AttestationRefusal.NotFulfilled), Code(Assert.Single(answer.Refusals!)));
        }
    }

    [Fact]
    public async Task A_state_that_has_moved_on_is_another_one()
    {
        await using var publisher = await PrepareAsync();
        var bundle = Demanding(Holding());
        _scene.Order(Accounts.Transfer(A, 2));
        await publisher.DrivenAsync(2);

        var answer = await AttestAsync(publisher, bundle);

        Assert.Equal($"The nonce of {A.Address} is 3, not 2.", Assert.Single(answer.Refusals!).Reason);
    }

    [Fact]
    public async Task The_state_is_that_of_the_asked_block_and_of_no_other()
    {
        await using var publisher = await PrepareAsync();
        var before = (await _scene.Anvil.Node.HeadAsync(Token)).Position;
        _scene.Order(Accounts.Sign(A, 2, request => request with { To = Rich, Value = 5 }));
        await publisher.DrivenAsync(2);
        await publisher.DisposeAsync();

        var first = new EvmState(_scene.Anvil.Rpc, before.Hash);
        Assert.Null(await PreconditionReader.FindUnfulfilledAsync(Holding(), first, Token));
        Assert.Equal([UInt256.FromUInt64(1_000)], await first.BalancesAsync([Rich], Token));
        var second = new EvmState(_scene.Anvil.Rpc, (await _scene.Anvil.Node.HeadAsync(Token)).Position.Hash);
        Assert.Equal([3UL], await second.NoncesAsync([A.Address], Token));
        Assert.Equal([UInt256.FromUInt64(1_005)], await second.BalancesAsync([Rich], Token));
        var unknown = new EvmState(_scene.Anvil.Rpc, Keccak256.Hash([1]));
        await Assert.ThrowsAsync<NodeException>(() => unknown.NoncesAsync([A.Address], Token));
    }

    [Fact]
    public async Task Rollups_of_others_are_refused_and_so_is_everything_without_a_key()
    {
        var both = Demanding(Holding(), new Preconditions());
        await using (var publisher = await PrepareAsync())
        {
            var answer = await AttestAsync(publisher, both);
            Assert.Single(answer.Attestations);
            Assert.Equal((0, AttestationRefusal.NotReporter), Code(Assert.Single(answer.Refusals!)));
        }

        await using var mute = await _scene.PublishWithoutKeyAsync();
        await mute.CaughtUpAsync(_scene.Chain);
        Assert.Equal(
            [(0, AttestationRefusal.NotReporter), (1, AttestationRefusal.NotReporter)],
            (await AttestAsync(mute, both)).Refusals!.Select(Code));
    }

    [Fact]
    public async Task A_node_that_is_gone_is_told_apart_from_a_state_that_does_not_hold()
    {
        await using var publisher = await PrepareAsync();
        await _scene.Anvil.KillAsync(Token);

        var answer = await AttestAsync(publisher, Demanding(Holding()));

        Assert.Equal((1, AttestationRefusal.NodeUnavailable), Code(Assert.Single(answer.Refusals!)));
    }

    [Fact]
    public async Task What_is_no_bundle_of_its_submitter_is_refused()
    {
        await using var publisher = await PrepareAsync();
        var bundle = Demanding(Holding());

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(publisher, [1, 2, 3]));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(publisher, bundle.SignedBy(A).Encode()));
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            await StatusAsync(publisher, new byte[ProtocolDefaults.MaxBundleBytes + 1]));
    }

    private static (int Leg, string Code) Code(AttestationRefusal refusal) => (refusal.Leg, refusal.Code);

    /// <summary>Preconditions that hold after what <see cref="PrepareAsync"/> orders.</summary>
    private static Preconditions Holding() => new()
    {
        Nonces = [new NonceIs(A.Address, 2), new NonceIs(Rich, 0)],
        Storage =
        [
            new StorageIs(Contract, default, UInt256.FromUInt64(7).ToHash()),
            new StorageIs(Contract, Keccak256.Hash([1]), default),
        ],
        Balances = [new BalanceIs(Rich, 1_000)],
    };

    private async Task<PublisherHost> PrepareAsync()
    {
        var publisher = await _scene.PublishAsync();
        _scene.Order(
            Accounts.Create(A, 0, Stores), Accounts.Sign(A, 1, request => request with { To = Rich, Value = 1_000 }));
        await publisher.DrivenAsync(1);
        return publisher;
    }

    /// <summary>A bundle of precondition mode that demands something of the first rollup, and perhaps of the other.</summary>
    private Bundle Demanding(Preconditions ofOne, Preconditions? ofTwo = null)
    {
        var terms = _scene.Bundles.Terms(BundleMode.Precondition, _scene.Soon, "demanding") with
        {
            Legs =
            [
                new LegTerms { Rollup = ReporterScene.Two, Preconditions = ofTwo?.Hash() ?? default },
                new LegTerms { Rollup = ReporterScene.One, Preconditions = ofOne.Hash() },
            ],
        };
        return _scene.Bundles.Of(
            terms, [new BundleLeg([new byte[] { 1 }], ofTwo), new BundleLeg([Accounts.Transfer(A, 2)], ofOne)]);
    }

    private static async Task<ReporterAttestations> AttestAsync(PublisherHost publisher, Bundle bundle)
    {
        using var answer = await PostAsync(publisher, bundle.Encode());
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<ReporterAttestations>(MeshJson.Options, Token))!;
    }

    private static async Task<HttpStatusCode> StatusAsync(PublisherHost publisher, byte[] body)
    {
        using var answer = await PostAsync(publisher, body);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> PostAsync(PublisherHost publisher, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await publisher.Http.PostAsync(ReporterRoutes.Attestations, content, Token);
    }

    private static byte[] Bytes(string hex)
    {
        Assert.True(Hex.TryDecode(hex, out var bytes));
        return bytes;
    }
}
