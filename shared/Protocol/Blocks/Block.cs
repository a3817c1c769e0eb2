using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>What is agreed on: a header and the certificates it commits to, in order.</summary>
/// <param name="Header">The header.</param>
/// <param name="Certificates">The body.</param>
public sealed record Block(BlockHeader Header, IReadOnlyList<Certificate> Certificates)
{
    private static readonly Hash256 ProposalTypeHash = Eip712Struct.TypeHash(
        "Proposal(bytes32 network,uint64 epoch,uint64 view,bytes32 block)");

    /// <summary>The block's name: the hash of its header.</summary>
    public Hash256 Hash => Header.Hash;

    /// <summary>What the leader signs to propose the block with this header.</summary>
    public static Hash256 ProposalDigest(BlockHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return ProposalDigest(header.Network, header.Epoch, header.View, header.Hash);
    }

    /// <summary>What the leader of a view signs to propose a block.</summary>
    public static Hash256 ProposalDigest(NetworkId network, Epoch epoch, View view, in Hash256 block) =>
        SigningDomain.Digest(new Eip712Struct(ProposalTypeHash)
            .Add(network.Value)
            .Add(epoch.Value)
            .Add(view.Value)
            .Add(block)
            .Hash());

    /// <summary>The root a header must carry for these certificates.</summary>
    public static Hash256 BatchesRootOf(IReadOnlyList<Certificate> certificates)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        return MerkleTree.Root([.. certificates.Select(certificate => certificate.LeafHash())]);
    }

    /// <summary>The canonical encoding: RLP [header, [certificate…]].</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; checks form and bounds, no rule and no signature.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out Block? block)
    {
        var reader = new RlpReader(encoded);
        return TryRead(ref reader, out block) && reader.AtEnd;
    }

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        Header.WriteTo(writer);
        writer.BeginList();
        foreach (var certificate in Certificates)
        {
            certificate.WriteTo(writer);
        }

        writer.EndList();
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out Block? block)
    {
        block = null;
        if (!reader.TryReadList(out var fields)
            || !BlockHeader.TryRead(ref fields, out var header)
            || !fields.TryReadList(out var list)
            || !fields.AtEnd)
        {
            return false;
        }

        var certificates = new List<Certificate>();
        while (!list.AtEnd)
        {
            if (certificates.Count == ProtocolDefaults.MaxCertificatesPerBlock
                || !Certificate.TryRead(ref list, out var certificate))
            {
                return false;
            }

            certificates.Add(certificate);
        }

        block = new Block(header, certificates);
        return true;
    }
}
