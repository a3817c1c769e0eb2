using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What a network starts from. Its hash is the <see cref="NetworkId"/>, so two networks that differ in anything
/// here cannot mistake each other's signatures.
/// </summary>
public sealed record Genesis
{
    private NetworkId? _networkId;

    /// <summary>To be filled by an initializer.</summary>
    public Genesis()
    {
    }

    /// <summary>A copy that `with` may change: everything but the cached network id.</summary>
    private Genesis(Genesis original)
    {
        Name = original.Name;
        Time = original.Time;
        Committee = original.Committee;
        Ingresses = original.Ingresses;
        Grants = original.Grants;
    }

    /// <summary>A name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The timestamp of height 0.</summary>
    public required ChainTime Time { get; init; }

    /// <summary>The first committee.</summary>
    public required Committee Committee { get; init; }

    /// <summary>The ingresses whose batches are taken (R1).</summary>
    public required IReadOnlyList<Address> Ingresses { get; init; }

    /// <summary>Rollups that may register without the committee's leave (R24).</summary>
    public required IReadOnlyList<RollupGrant> Grants { get; init; }

    /// <summary>Keccak-256 of the RLP of all of the above.</summary>
    public NetworkId NetworkId => _networkId ??= new NetworkId(ComputeHash());

    private Hash256 ComputeHash()
    {
        var writer = new RlpWriter();
        writer.BeginList();
        writer.Write(System.Text.Encoding.UTF8.GetBytes(Name));
        writer.Write(Time.Milliseconds);
        writer.Write(Committee.Epoch.Value);
        writer.BeginList();
        foreach (var validator in Committee.Validators)
        {
            writer.BeginList();
            writer.Write(validator.Address);
            writer.Write(validator.Weight);
            writer.EndList();
        }

        writer.EndList();
        writer.BeginList();
        foreach (var ingress in Ingresses)
        {
            writer.Write(ingress);
        }

        writer.EndList();
        writer.BeginList();
        foreach (var grant in Grants)
        {
            writer.BeginList();
            writer.Write(grant.Rollup.Value);
            writer.Write(grant.ChainId);
            writer.Write(grant.Owner);
            writer.EndList();
        }

        writer.EndList();
        writer.EndList();
        return Keccak256.Hash(writer.WrittenSpan);
    }
}
