using System.Net;
using SharedSequencer.Bundles.Tests.Support;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Bundles.Tests.Validation;

/// <summary>What is said of bundles before they are ordered, a reason each.</summary>
public sealed class ValidationTests : IAsyncLifetime
{
    private readonly TestNetwork _network = new(7, 8, 9);
    private readonly TestBundles _bundles;
    private readonly TestChain _chain;
    private SidecarDouble _sidecar = null!;
    private BundlesHost _host = null!;

    public ValidationTests()
    {
        _bundles = new TestBundles(_network.Genesis.NetworkId, new RollupId(7), new RollupId(8));
        _chain = new TestChain(_network).Register(
            rollup => rollup.Value == 9 ? default : TestBundles.ReporterOf(rollup).Address);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ChainTime NotAfter => _chain.Now.Wall.Plus(TimeSpan.FromMinutes(1));

    public async ValueTask InitializeAsync()
    {
        _sidecar = await SidecarDouble.StartAsync(Token);
        var database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync(Token);
        _host = await BundlesHost.StartAsync(_network, _sidecar, database);
        await TellAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _sidecar.DisposeAsync();
    }

    [Theory]
    [InlineData(BundleMode.Inclusion)]
    [InlineData(BundleMode.Execution)]
    public async Task A_good_bundle_is_accepted_and_followed_from_then_on(BundleMode mode)
    {
        var bundle = _bundles.Of(_bundles.Terms(mode, NotAfter, "good"));

        var answer = await _host.ValidateAsync(bundle);

        Assert.True(answer.Accepted);
        Assert.Equal(("Included", null), (answer.Code, answer.Reason));
        Assert.Empty(answer.Attestations);
        await _host.StandsAsync(bundle, BundleState.Validated);
        Assert.Equal(answer.Code, (await _host.ValidateAsync(bundle)).Code);
        await AssertChainSaysAsync(OutcomeCode.Included, new BundleItem.Submit(bundle, []));
    }

    [Fact]
    public async Task What_the_terms_or_the_signature_lack_is_told()
    {
        var good = _bundles.Of(_bundles.Terms(BundleMode.Inclusion, NotAfter, "terms"));
        await RefusedAsync("WrongNetwork", _bundles.Of(good.Terms with { Network = new NetworkId(Keccak256.Hash([9])) }));
        await RefusedAsync("BadSignature", good with { Signature = good.SignedBy(TestNetwork.Key("stranger")).Signature });
        await RefusedAsync("TooLongLived", _bundles.Of(good.Terms with { NotAfter = NotAfter.Plus(TimeSpan.FromHours(1)) }));
        await RefusedAsync("Expired", _bundles.Of(good.Terms with { NotAfter = _chain.Now.Wall.Minus(TimeSpan.FromSeconds(1)) }));
        Assert.Null(await _host.FindAsync(good));
    }

    [Fact]
    public async Task What_the_chain_holds_against_it_is_told()
    {
        var cancelled = _bundles.Of(_bundles.Terms(BundleMode.Inclusion, NotAfter, "cancelled"));
        var versions = _bundles.Terms(BundleMode.Inclusion, NotAfter, "versions") with { Replacement = Keccak256.Hash([1]), Version = 2 };
        var execution = _bundles.Of(_bundles.Terms(BundleMode.Execution, NotAfter, "used"));
        _chain.Order(
            new BundleItem.Cancel(_bundles.Cancel(cancelled.Id, NotAfter)),
            new BundleItem.Submit(_bundles.Of(versions), []),
            new BundleItem.Submit(execution, []));
        await TellAsync();

        await RefusedAsync("Cancelled", cancelled);
        await RefusedAsync("Replaced", _bundles.Of(versions with { Version = 1, Salt = default }));
        await RefusedAsync("TransactionOrdered", _bundles.Of(versions with { Replacement = default, Version = 0 }));
        BundleLeg[] others = [.. execution.Legs.Select(leg => new BundleLeg([leg.Transactions[0]]))];
        await RefusedAsync("TermsUsed", _bundles.Of(execution.Terms, others));
        var again = await _host.ValidateAsync(execution);
        Assert.False(again.Accepted);
        Assert.Equal(("Included", "decided already: included"), (again.Code, again.Reason));
    }

    [Fact]
    public async Task Rollups_that_cannot_take_part_are_told()
    {
        var unreported = new TestBundles(_network.Genesis.NetworkId, new RollupId(7), new RollupId(9));
        var absent = new TestBundles(_network.Genesis.NetworkId, new RollupId(7), new RollupId(10));

        await RefusedAsync("NoReporter", unreported.Of(unreported.Terms(BundleMode.Execution, NotAfter, "unreported")));
        await RefusedAsync("RollupInactive", absent.Of(absent.Terms(BundleMode.Inclusion, NotAfter, "absent")));
    }

    [Fact]
    public async Task Preconditions_are_attested_by_the_reporters_of_the_legs()
    {
        var bundle = _bundles.Of(_bundles.Terms(BundleMode.Precondition, NotAfter, "attested"));
        _sidecar.Attest = asked => [.. new byte[] { 1, 0, 0 }.Select(leg => _bundles.Attest(asked, leg, 0, default))];

        var answer = await _host.ValidateAsync(bundle);

        Assert.True(answer.Accepted, answer.Reason);
        var attestations = answer.Attestations.Select(Read).ToList();
        Assert.Equal([0, 1], attestations.Select(attestation => (int)attestation.Leg));
        await AssertChainSaysAsync(OutcomeCode.Included, new BundleItem.Submit(bundle, attestations));
    }

    [Fact]
    public async Task Without_the_right_attestations_a_bundle_of_precondition_mode_is_refused()
    {
        var bundle = _bundles.Of(_bundles.Terms(BundleMode.Precondition, NotAfter, "unattested"));
        await RefusedAsync("NotAttested", bundle);

        _sidecar.Attest = asked => [_bundles.Attest(asked, 0, 0, default)];
        await RefusedAsync("NotAttested", bundle);

        _sidecar.Attest = _ => throw new InvalidOperationException("the reporter is broken");
        await RefusedAsync("NotAttested", bundle);

        _chain.Order(new RollupId(7), [1]);
        await TellAsync();
        _sidecar.Attest = asked => [_bundles.Attest(asked, 0, 0, default), _bundles.Attest(asked, 1, 0, default)];
        await RefusedAsync("StaleAttestation", bundle);
        var past = new Preconditions { MinBlock = 5 };
        await RefusedAsync("OutsideBlockRange", _bundles.Of(_bundles.Terms(BundleMode.Precondition, NotAfter, "past", past), past));
    }

    [Fact]
    public async Task What_is_no_bundle_is_a_problem()
    {
        foreach (var body in new byte[][] { [], [1, 2, 3], new byte[ProtocolDefaults.MaxBundleBytes + 1] })
        {
            using var answer = await _host.Http.PostAsync(BundlesRoutes.Validate, new ByteArrayContent(body), Token);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var problem = await answer.Content.ReadAsStringAsync(Token);
            Assert.Contains("urn:shared-sequencer:problem:bad-bundle", problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_is_judged_while_the_chain_is_not_known_up_to_its_head()
    {
        _sidecar.IsOrderingThere = false;
        var database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync(Token);
        await using var blind = await BundlesHost.StartAsync(_network, _sidecar, database);
        var bundle = _bundles.Of(_bundles.Terms(BundleMode.Inclusion, NotAfter, "blind"));

        using var answer = await blind.Http.PostAsync(BundlesRoutes.Validate, new ByteArrayContent(bundle.Encode()), Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    private static Attestation Read(string text)
    {
        Assert.True(Hex.TryDecode(text, out var encoded));
        Assert.True(Attestation.TryDecode(encoded, out var attestation));
        return attestation;
    }

    private async Task RefusedAsync(string code, Bundle bundle)
    {
        var answer = await _host.ValidateAsync(bundle);
        Assert.Equal((code, false), (answer.Code, answer.Accepted));
        Assert.NotNull(answer.Reason);
        Assert.Empty(answer.Attestations);
    }

    /// <summary>The forecast is what the next block says.</summary>
    private async Task AssertChainSaysAsync(OutcomeCode code, BundleItem.Submit item)
    {
        _chain.Order(item);
        await TellAsync();
        Assert.True(_chain.Core.Final.Bundles.TryGetDecided(item.Bundle.Id, out var said));
        Assert.Equal(code, said);
    }

    private Task TellAsync()
    {
        _sidecar.Publish(_chain);
        _host.Clock.Now = DateTimeOffset.FromUnixTimeMilliseconds((long)_chain.Now.Wall.Milliseconds);
        return _host.ToldAsync(_chain.Blocks.Count);
    }
}
