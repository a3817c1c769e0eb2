using SharedSequencer.Client;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bundles;

/// <summary>The contracts of swaps on one rollup.</summary>
/// <param name="Token">What is swapped.</param>
/// <param name="Escrow">What holds it until the decision.</param>
internal sealed record SwapContracts(Address Token, Address Escrow)
{
    private const ulong Gas = 4_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Creates them through the ingress, like anybody would.</summary>
    /// <param name="ingress">The rollup's ingress.</param>
    /// <param name="deployer">Who pays.</param>
    /// <param name="rollup">The rollup.</param>
    /// <param name="genesis">The committee whose decisions the escrow believes.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<SwapContracts> DeployAsync(
        TransactionClient ingress, FundedSender deployer, RollupId rollup, Genesis genesis, CancellationToken cancellation)
    {
        var verifier = await CreateAsync("CommitteeVerifier", VerifierCalls.Constructor(genesis));
        var escrow = await CreateAsync("SwapEscrow", EscrowCalls.Constructor(verifier, rollup));
        var token = await CreateAsync("DemoToken", TokenCalls.Constructor($"Demo token of rollup {rollup}", $"D{rollup}"));
        return new SwapContracts(token, escrow);

        async Task<Address> CreateAsync(string contract, byte[] arguments)
        {
            var creation = deployer.Create(Gas, ContractArtifact.InitCode(contract, arguments));
            var receipt = await ingress.SendAndWaitAsync(creation.Raw, Patience, cancellation);
            return receipt is { Succeeded: true, CreatedContract: { } created }
                ? created
                : throw new LocalMeshException($"{contract} was not created on rollup {rollup}.");
        }
    }
}
