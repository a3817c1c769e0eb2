using System.Collections.Concurrent;
using System.Text;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Scenarios;

/// <summary>The genesis of a run and the keys behind it; keys are the same in every run.</summary>
internal sealed class SimulatedNetwork
{
    private static readonly ConcurrentDictionary<string, PrivateKey> Keys = new();

    public SimulatedNetwork(IReadOnlyList<ulong> weights, int ingresses, int rollups)
    {
        Rollups = [.. Enumerable.Range(1, rollups).Select(id => new RollupId((ulong)id))];
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
        Nonce = 1,
    }.SignedBy(OwnerOf(rollup));

    private static ulong ChainIdOf(RollupId rollup) => 10_000 + rollup.Value;

    private static PrivateKey OwnerOf(RollupId rollup) => Key($"owner {rollup}");

    private static PrivateKey Key(string name) => Keys.GetOrAdd(
        name, text => PrivateKey.FromBytes(Keccak256.Hash(Encoding.UTF8.GetBytes($"simulated {text}")).ToArray()));
}
