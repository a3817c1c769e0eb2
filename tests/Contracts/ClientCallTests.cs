using System.Text.Json;
using SharedSequencer.Client;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Contracts.Tests;

/// <summary>What the .NET client sends to the contracts is what their committed interfaces ask for.</summary>
public sealed class ClientCallTests
{
    private static readonly BundleTerms Terms = new()
    {
        Network = new NetworkId(Keccak256.Hash("network"u8)),
        Mode = BundleMode.Execution,
        Submitter = Address.Parse("0x00000000000000000000000000000000000000a1"),
        NotAfter = new ChainTime(1_000),
        Legs = [new LegTerms { Rollup = new RollupId(1) }, new LegTerms { Rollup = new RollupId(2) }],
    };

    private static readonly OutcomeProof Decision = new()
    {
        Outcome = new Outcome(OutcomeKind.Decision, Lane.Shared, Terms.EscrowId, OutcomeCode.Committed),
        Index = 0,
        Count = 1,
        Path = [],
        Finality = new FinalityProof
        {
            Header = new BlockHeader
            {
                Network = Terms.Network,
                Epoch = default,
                Height = default,
                View = default,
                Parent = default,
                Timestamp = default,
                Leader = default,
                BatchesRoot = default,
                RollupsRoot = default,
                OutcomesRoot = default,
            },
            Finalization = new QuorumCertificate
            {
                Kind = VoteKind.Finalize,
                Epoch = default,
                View = default,
                Block = default,
                Votes = [],
            },
        },
    };

    public static TheoryData<string, byte[]> Calls => new()
    {
        { "lock", EscrowCalls.Lock(Terms, 0, default, 1UL, default) },
        { "release", EscrowCalls.Release(Terms.EscrowId, 0, Decision) },
        { "refund", EscrowCalls.Refund(Terms.EscrowId, 0, Decision) },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_names_the_function_of_the_contract(string function, byte[] call)
    {
        var path = Path.Combine(Forge.Folder, "artifacts", "SwapEscrow.json");
        var artifact = JsonElement.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        var entry = artifact.GetProperty("abi").EnumerateArray().Single(entry =>
            entry.GetProperty("type").GetString() == "function" && entry.GetProperty("name").GetString() == function);

        Assert.Equal(AbiTuple.Selector($"{function}{TypesOf(entry.GetProperty("inputs"))}"), call[..4]);
    }

    /// <summary>The types as a signature lists them; a structure is the list of its members.</summary>
    private static string TypesOf(JsonElement parameters) => $"({string.Join(',', parameters.EnumerateArray().Select(TypeOf))})";

    private static string TypeOf(JsonElement parameter)
    {
        var type = parameter.GetProperty("type").GetString()!;
        return type.StartsWith("tuple", StringComparison.Ordinal)
            ? TypesOf(parameter.GetProperty("components")) + type["tuple".Length..]
            : type;
    }
}
