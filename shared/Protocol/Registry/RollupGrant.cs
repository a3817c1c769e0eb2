using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Leave to register a rollup id for the first time (R24): listed at genesis, or signed by a quorum of the
/// committee.
/// </summary>
/// <param name="Rollup">The rollup id.</param>
/// <param name="ChainId">Its EIP-155 chain id.</param>
/// <param name="Owner">The key that may register it.</param>
public sealed record RollupGrant(RollupId Rollup, ulong ChainId, Address Owner)
{
    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(
        "RollupGrant(bytes32 network,uint64 epoch,uint64 rollup,uint64 chainId,address owner)");

    /// <summary>What a validator signs to grant it.</summary>
    public Hash256 Digest(NetworkId network, Epoch epoch) => SigningDomain.Digest(new Eip712Struct(TypeHash)
        .Add(network.Value)
        .Add(epoch.Value)
        .Add(Rollup.Value)
        .Add(ChainId)
        .Add(Owner)
        .Hash());
}
