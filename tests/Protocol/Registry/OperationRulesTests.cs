using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Registry;

public sealed class OperationRulesTests
{
    private static readonly TestNetwork Network = new(1, 2);
    private static readonly RollupId One = new(1);
    private readonly RollupRegistry _empty = ChainState.AtGenesis(Network.Genesis).Registry;

    [Fact]
    public void A_granted_owner_registers_and_the_rollup_is_active_with_an_empty_log()
    {
        var registry = Applied(_empty, Network.Operation(OperationKind.Register, One, 1));

        Assert.True(registry.TryGet(One, out var record));
        Assert.Equal(new RollupHead(One, 0, default, RollupStatus.Active), record.Head);
        Assert.True(registry.TryGetByChainId(TestNetwork.ChainIdOf(One), out _));
        Assert.True(registry.IsActive(Lane.Of(One)));
        Assert.False(_empty.IsActive(Lane.Of(One)));
    }

    [Fact]
    public void The_nonce_goes_on_through_leaving_and_coming_back()
    {
        var registry = Applied(_empty, Network.Operation(OperationKind.Register, One, 1));
        registry = Applied(registry, Network.Operation(OperationKind.Leave, One, 2));

        Assert.False(registry.IsActive(Lane.Of(One)));
        Assert.Equal(OutcomeCode.BadNonce, Refused(registry, Network.Operation(OperationKind.Register, One, 1)));
        Assert.True(Applied(registry, Network.Operation(OperationKind.Register, One, 3)).IsActive(Lane.Of(One)));
    }

    [Fact]
    public void A_first_registration_needs_a_grant_from_genesis_or_from_the_committee()
    {
        var stranger = TestNetwork.Key("stranger");
        var operation = new RollupOperation
        {
            Network = Network.Genesis.NetworkId,
            Kind = OperationKind.Register,
            Rollup = new RollupId(77),
            ChainId = 77,
            Owner = stranger.Address,
            Nonce = 1,
        }.SignedBy(stranger);
        var grant = new RollupGrant(operation.Rollup, operation.ChainId, operation.Owner);
        var signature = Network.ValidatorKey.Sign(grant.Digest(Network.Genesis.NetworkId, default));
        var granted = operation with { Grant = new GrantProof(default, [new VoteSignature(default, signature)]) };
        var forged = operation with
        {
            Grant = new GrantProof(default, [new VoteSignature(default, stranger.Sign(grant.Digest(operation.Network, default)))]),
        };

        Assert.Equal(OutcomeCode.NoGrant, Refused(_empty, operation));
        Assert.Equal(OutcomeCode.NoGrant, Refused(_empty, forged));
        Assert.True(Applied(_empty, granted).IsActive(new Lane(77)));
    }

    [Fact]
    public void An_update_hands_over_and_is_signed_by_the_owner_before()
    {
        var heir = TestNetwork.Key("heir");
        var registry = Applied(_empty, Network.Operation(OperationKind.Register, One, 1));
        var update = Network.Operation(OperationKind.Update, One, 2) with { Owner = heir.Address };

        Assert.Equal(OutcomeCode.BadSignature, Refused(registry, update.SignedBy(heir)));
        registry = Applied(registry, update.SignedBy(Network.OwnerOf(One)));
        Assert.Equal(OutcomeCode.BadSignature, Refused(registry, Network.Operation(OperationKind.Leave, One, 3)));
        Assert.True(registry.TryGet(One, out var record) && record.Owner == heir.Address);
    }

    [Fact]
    public void Register_and_Update_name_the_reporter_and_Leave_keeps_it()
    {
        var (first, second) = (TestNetwork.Key("first").Address, TestNetwork.Key("second").Address);
        var registry = Applied(_empty, Network.Operation(OperationKind.Register, One, 1, first));
        Assert.True(registry.TryGet(One, out var record) && record.Reporter == first && record.HasReporter);

        registry = Applied(registry, Network.Operation(OperationKind.Update, One, 2, second));
        Assert.Equal(OutcomeCode.Malformed, Refused(registry, Network.Operation(OperationKind.Leave, One, 3, second)));
        registry = Applied(registry, Network.Operation(OperationKind.Leave, One, 3));
        Assert.True(registry.TryGet(One, out record) && record.Reporter == second);

        registry = Applied(registry, Network.Operation(OperationKind.Register, One, 4));
        Assert.True(registry.TryGet(One, out record) && !record.HasReporter);
    }

    [Fact]
    public void Each_wrong_operation_has_its_own_reason()
    {
        var registry = Applied(_empty, Network.Operation(OperationKind.Register, One, 1));
        var register = Network.Operation(OperationKind.Register, One, 2);
        var foreign = (register with { Network = new NetworkId(Keccak256.Hash([1])) }).SignedBy(Network.OwnerOf(One));
        var moved = (register with { ChainId = 5 }).SignedBy(Network.OwnerOf(One));

        Assert.Equal(OutcomeCode.AlreadyRegistered, Refused(registry, register));
        Assert.Equal(OutcomeCode.WrongNetwork, Refused(registry, foreign));
        Assert.Equal(OutcomeCode.Malformed, Refused(registry, moved));
        Assert.Equal(OutcomeCode.RollupInactive, Refused(_empty, Network.Operation(OperationKind.Leave, One, 1)));
        Assert.Equal(OutcomeCode.BadNonce, Refused(_empty, Network.Operation(OperationKind.Register, One, 2)));
        Assert.Equal(OutcomeCode.BadSignature, Refused(_empty, Network.Operation(OperationKind.Register, One, 1) with { Nonce = 2 }));
    }

    [Fact]
    public void A_chain_id_belongs_to_one_rollup()
    {
        var thief = TestNetwork.Key("thief");
        var registry = Applied(_empty, Network.Operation(OperationKind.Register, One, 1));
        var operation = new RollupOperation
        {
            Network = Network.Genesis.NetworkId,
            Kind = OperationKind.Register,
            Rollup = new RollupId(9),
            ChainId = TestNetwork.ChainIdOf(One),
            Owner = thief.Address,
            Nonce = 1,
        }.SignedBy(thief);

        Assert.Equal(OutcomeCode.ChainIdTaken, Refused(registry, operation));
    }

    [Fact]
    public void An_operation_survives_its_encoding()
    {
        var operation = Network.Operation(OperationKind.Register, One, 1, TestNetwork.Key("reporter").Address) with
        {
            Grant = new GrantProof(new Epoch(3), [new VoteSignature(default, Network.ValidatorKey.Sign(Keccak256.Hash([1])))]),
        };

        Assert.True(RollupOperation.TryDecode(operation.Encode(), out var decoded));
        Assert.Equal(operation.Encode(), decoded.Encode());
        Assert.Equal(operation.Digest(), decoded.Digest());
    }

    private static RollupRegistry Applied(RollupRegistry registry, RollupOperation operation)
    {
        Assert.Equal(OutcomeCode.Applied, OperationRules.Apply(registry, operation, Network.Genesis, out var result));
        return result;
    }

    private static OutcomeCode Refused(RollupRegistry registry, RollupOperation operation)
    {
        var code = OperationRules.Apply(registry, operation, Network.Genesis, out var result);
        Assert.Same(registry, result);
        return code;
    }
}
