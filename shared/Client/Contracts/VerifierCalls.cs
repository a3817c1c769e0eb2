using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>What is sent to the contract <c>CommitteeVerifier</c> (shared/contracts).</summary>
public static class VerifierCalls
{
    /// <summary>The arguments of the constructor, which follow the bytecode: network, epoch and members by seat.</summary>
    public static byte[] Constructor(Genesis genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        return new AbiTuple()
            .Add(genesis.NetworkId.Value)
            .Add(genesis.Committee.Epoch.Value)
            .AddArray(genesis.Committee.Validators, static (members, member) =>
                members.Add(new AbiTuple().Add(member.Address).Add(member.Weight)))
            .Encode();
    }
}
