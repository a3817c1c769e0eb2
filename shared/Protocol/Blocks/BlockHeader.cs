using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What a block commits to. Encoding: RLP of the fields in the order below; the hash of that is the block's name
/// and what validators vote on.
/// </summary>
public sealed record BlockHeader
{
    private Hash256? _hash;

    /// <summary>To be filled by an initializer.</summary>
    public BlockHeader()
    {
    }

    /// <summary>A copy that `with` may change: everything but the cached hash.</summary>
    private BlockHeader(BlockHeader original)
    {
        Network = original.Network;
        Epoch = original.Epoch;
        Height = original.Height;
        View = original.View;
        Parent = original.Parent;
        Timestamp = original.Timestamp;
        Leader = original.Leader;
        BatchesRoot = original.BatchesRoot;
        RollupsRoot = original.RollupsRoot;
        OutcomesRoot = original.OutcomesRoot;
    }

    /// <summary>The network.</summary>
    public required NetworkId Network { get; init; }

    /// <summary>The epoch whose committee votes.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>The parent's height plus one.</summary>
    public required Height Height { get; init; }

    /// <summary>The view it was proposed in.</summary>
    public required View View { get; init; }

    /// <summary>Hash of the parent's header; of the genesis, the network id.</summary>
    public required Hash256 Parent { get; init; }

    /// <summary>Later than the parent's and than every effective time in the block (R8).</summary>
    public required ChainTime Timestamp { get; init; }

    /// <summary>Who proposed it.</summary>
    public required ValidatorIndex Leader { get; init; }

    /// <summary>Merkle root of the certificates in order.</summary>
    public required Hash256 BatchesRoot { get; init; }

    /// <summary>Merkle root of every registered rollup's head after this block, by ascending id (R10).</summary>
    public required Hash256 RollupsRoot { get; init; }

    /// <summary>Merkle root of the outcomes in order (R9).</summary>
    public required Hash256 OutcomesRoot { get; init; }

    /// <summary>Keccak-256 of the encoding.</summary>
    public Hash256 Hash => _hash ??= ComputeHash();

    /// <summary>Equality of content; the cached hash does not count.</summary>
    public bool Equals(BlockHeader? other) => other is not null && Hash == other.Hash;

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.GetHashCode();

    /// <summary>The canonical encoding.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return writer.ToArray();
    }

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(Network.Value);
        writer.Write(Epoch.Value);
        writer.Write(Height.Value);
        writer.Write(View.Value);
        writer.Write(Parent);
        writer.Write(Timestamp.Milliseconds);
        writer.Write((ulong)Leader.Value);
        writer.Write(BatchesRoot);
        writer.Write(RollupsRoot);
        writer.Write(OutcomesRoot);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out BlockHeader? header)
    {
        header = null;
        if (!reader.TryReadList(out var fields)
            || !fields.TryReadHash(out var network)
            || !fields.TryReadUInt64(out var epoch)
            || !fields.TryReadUInt64(out var height)
            || !fields.TryReadUInt64(out var view)
            || !fields.TryReadHash(out var parent)
            || !fields.TryReadUInt64(out var timestamp)
            || !RlpFields.TryReadUInt16(ref fields, out var leader)
            || !fields.TryReadHash(out var batchesRoot)
            || !fields.TryReadHash(out var rollupsRoot)
            || !fields.TryReadHash(out var outcomesRoot)
            || !fields.AtEnd)
        {
            return false;
        }

        header = new BlockHeader
        {
            Network = new NetworkId(network),
            Epoch = new Epoch(epoch),
            Height = new Height(height),
            View = new View(view),
            Parent = parent,
            Timestamp = new ChainTime(timestamp),
            Leader = new ValidatorIndex(leader),
            BatchesRoot = batchesRoot,
            RollupsRoot = rollupsRoot,
            OutcomesRoot = outcomesRoot,
        };
        return true;
    }

    private Hash256 ComputeHash()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return Keccak256.Hash(writer.WrittenSpan);
    }
}
