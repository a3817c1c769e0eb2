using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>What the chain knows of a registered rollup.</summary>
public sealed record RollupRecord
{
    private Hash256? _leafHash;

    /// <summary>The rollup.</summary>
    public required RollupId Rollup { get; init; }

    /// <summary>Its EIP-155 chain id, unique among rollups.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>The key that signs its operations.</summary>
    public required Address Owner { get; init; }

    /// <summary>Who attests its state and reports what became of its transactions; zero for nobody.</summary>
    public Address Reporter { get; init; }

    /// <summary>Whether somebody does.</summary>
    public bool HasReporter => Reporter != default;

    /// <summary>Nonce of the latest operation that took effect.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>Where its log stands and whether it takes part.</summary>
    public required RollupHead Head { get; init; }

    /// <summary>Whether its transactions are ordered.</summary>
    public bool IsActive => Head.Status == RollupStatus.Active;

    /// <summary>Leaf hash of the head; kept, because most heads do not move from block to block.</summary>
    internal Hash256 LeafHash => _leafHash ??= Head.LeafHash();

    /// <summary>The same record with another head.</summary>
    internal RollupRecord At(RollupHead head) => this with { Head = head, _leafHash = null };

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(ChainId);
        writer.Write(Owner);
        writer.Write(Reporter);
        writer.Write(Nonce);
        Head.WriteTo(writer);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out RollupRecord? record)
    {
        record = null;
        if (!reader.TryReadList(out var fields)
            || !fields.TryReadUInt64(out var chainId)
            || !fields.TryReadAddress(out var owner)
            || !fields.TryReadAddress(out var reporter)
            || !fields.TryReadUInt64(out var nonce)
            || !RollupHead.TryRead(ref fields, out var head)
            || !fields.AtEnd)
        {
            return false;
        }

        record = new RollupRecord
        {
            Rollup = head.Rollup,
            ChainId = chainId,
            Owner = owner,
            Reporter = reporter,
            Nonce = nonce,
            Head = head,
        };
        return true;
    }
}
