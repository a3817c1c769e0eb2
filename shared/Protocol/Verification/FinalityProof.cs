using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Shows that a header is final: by the Finalization of it or of a descendant with the headers between (R18). A
/// Notarization proves nothing here. The last three fields of every proof: header, finalization, [descendant…].
/// </summary>
public sealed record FinalityProof
{
    /// <summary>The header that is shown to be final.</summary>
    public required BlockHeader Header { get; init; }

    /// <summary>The Finalization of it, or of the last of <see cref="Descendants"/>.</summary>
    public required QuorumCertificate Finalization { get; init; }

    /// <summary>Headers after it up to the finalized one, by ascending height; usually none.</summary>
    public IReadOnlyList<BlockHeader> Descendants { get; init; } = [];

    /// <summary>
    /// Checks every link up to the committee's signatures; each header on the way is of this network and epoch, as the
    /// contract <c>CommitteeVerifier</c> demands too.
    /// </summary>
    public BlockFault Check(Genesis genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        IReadOnlyList<BlockHeader> headers = [Header, .. Descendants];
        if (headers.Any(header => header.Network != genesis.NetworkId))
        {
            return BlockFault.WrongNetwork;
        }

        if (headers.Any(header => header.Epoch != genesis.Committee.Epoch))
        {
            return BlockFault.WrongEpoch;
        }

        var tip = headers[^1];
        var proves = Descendants.Count <= ProtocolDefaults.MaxDescendants
            && headers.Zip(headers.Skip(1)).All(pair => Follows(pair.Second, pair.First))
            && Finalization.Kind == VoteKind.Finalize
            && Finalization.View == tip.View
            && Finalization.Block == tip.Hash
            && Finalization.IsValid(genesis.Committee, genesis.NetworkId);
        return proves ? BlockFault.None : BlockFault.NotFinalized;
    }

    private static bool Follows(BlockHeader header, BlockHeader parent) =>
        header.Parent == parent.Hash && header.Height.Follows(parent.Height);

    /// <summary>The fields, into the list of the proof that this is a part of.</summary>
    internal void WriteFields(RlpWriter writer)
    {
        Header.WriteTo(writer);
        Finalization.WriteTo(writer);
        writer.BeginList();
        foreach (var descendant in Descendants)
        {
            descendant.WriteTo(writer);
        }

        writer.EndList();
    }

    internal static bool TryReadFields(ref RlpReader fields, [NotNullWhen(true)] out FinalityProof? proof)
    {
        proof = null;
        if (!BlockHeader.TryRead(ref fields, out var header)
            || !QuorumCertificate.TryRead(ref fields, out var finalization)
            || !FinalizedBlockCodec.TryReadHeaders(ref fields, out var descendants))
        {
            return false;
        }

        proof = new FinalityProof { Header = header, Finalization = finalization, Descendants = descendants };
        return true;
    }
}
