using System.Collections.Concurrent;
using System.Text;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Scenarios;

/// <summary>The genesis of a run and the keys behind it; keys are the same in every run.</summary>
internal sealed class SimulatedNetwork
{
    private static readonly ConcurrentDictionary<string, PrivateKey> Keys = new();

    private readonly BundlePlan? _bundles;

    public SimulatedNetwork(IReadOnlyList<ulong> weights, LoadPlan load)
    {
        _bundles = load.Bundles;
        var ingresses = load.Ingresses + (load.TwoFaced ? 1 : 0);
        Rollups = [.. Enumerable.Range(1, load.RegisteredRollups).Select(id => new RollupId((ulong)id))];
        Genesis = new Genesis
        {
            Name = "simulation",
            Time = new ChainTime(1_700_000_000_000),
            Committee = new Committee(
                default, [.. weights.Select((weight, seat) => new Validator(Key($"validator {seat}").Address, weight))]),
            Ingresses = [.. Enumerable.Range(0, ingresses).Select(number => IngressKey(number).Address)],
            Grants = [.. Rollups.Select(rollup => new RollupGrant(rollup, ChainIdOf(rollup), OwnerOf(rollup).Address))],
        };
    }

    public Genesis Genesis { get; }

    public IReadOnlyList<RollupId> Rollups { get; }

    public static PrivateKey IngressKey(int number) => Key($"ingress {number}");

    /// <summary>The key of a submitter of bundles.</summary>
    public static PrivateKey SubmitterKey(int number) => Key($"submitter {number}");

    /// <summary>The key that reports for a rollup.</summary>
    public static PrivateKey ReporterKey(RollupId rollup) => Key($"reporter {rollup}");

    /// <summary>Whom a rollup names as its reporter; nobody where there are no bundles.</summary>
    public Address ReporterOf(RollupId rollup) =>
        _bundles is null || (!_bundles.Reported && rollup == Rollups[^1]) ? default : ReporterKey(rollup).Address;

    public ValidatorSigner SignerOf(int seat) =>
        new(Genesis.Committee.Epoch, new ValidatorIndex((ushort)seat), Key($"validator {seat}"));

    /// <summary>The owner's signed wish that a granted rollup be registered.</summary>
    public RollupOperation Registration(RollupId rollup) => new RollupOperation
    {
        Network = Genesis.NetworkId,
        Kind = OperationKind.Register,
        Rollup = rollup,
        ChainId = ChainIdOf(rollup),
        Owner = OwnerOf(rollup).Address,
        Reporter = ReporterOf(rollup),
        Nonce = 1,
    }.SignedBy(OwnerOf(rollup));

    private static ulong ChainIdOf(RollupId rollup) => 10_000 + rollup.Value;

    private static PrivateKey OwnerOf(RollupId rollup) => Key($"owner {rollup}");

    private static PrivateKey Key(string name) => Keys.GetOrAdd(
        name, text => PrivateKey.FromBytes(Keccak256.Hash(Encoding.UTF8.GetBytes($"simulated {text}")).ToArray()));
}
