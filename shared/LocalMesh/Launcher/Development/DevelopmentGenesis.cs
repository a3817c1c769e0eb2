using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Development;

/// <summary>The genesis of a mesh on one machine: its validators, one ingress, and grants for the rollups.</summary>
internal static class DevelopmentGenesis
{
    /// <summary>Rollup ids above this one are the spare rollups of tests and benches.</summary>
    public const ulong FirstSpareRollup = 10_000;

    /// <summary>Builds it. Every rollup's id is its chain id, its owner the development owner of that number.</summary>
    /// <param name="name">Name of the network.</param>
    /// <param name="time">When it starts.</param>
    /// <param name="chainIds">Rollups with a node.</param>
    /// <param name="size">How many validators of equal weight, and how many rollups without a node may register
    /// besides.</param>
    public static Genesis Create(
        string name, DateTimeOffset time, IEnumerable<ulong> chainIds, DevelopmentSize size)
    {
        var spare = Enumerable.Range(0, size.SpareRollups).Select(index => FirstSpareRollup + (ulong)index);
        var validators = Enumerable.Range(1, size.Validators)
            .Select(number => DevelopmentKeys.AddressOf(DevelopmentRole.Validator, (ulong)number));
        return new Genesis
        {
            Name = name,
            Time = ChainTime.From(time),
            Committee = new Committee(new Epoch(1), [.. validators.Select(address => new Validator(address, 1))]),
            Ingresses = [DevelopmentKeys.AddressOf(DevelopmentRole.Ingress, 1)],
            Grants = [.. chainIds.Concat(spare).Select(Grant)],
        };
    }

    private static RollupGrant Grant(ulong id) =>
        new(new RollupId(id), id, DevelopmentKeys.AddressOf(DevelopmentRole.Owner, id));
}
