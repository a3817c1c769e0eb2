namespace SharedSequencer.Protocol;

/// <summary>
/// Whether a header is final: by the Finalization of it or of a descendant with the headers between (R18). A
/// Notarization proves nothing here.
/// </summary>
public static class FinalityProof
{
    /// <summary>Checks the proof of one header.</summary>
    /// <param name="header">The header to be proved.</param>
    /// <param name="descendants">Headers after it up to the finalized one, by ascending height; usually none.</param>
    /// <param name="finalization">The certificate.</param>
    /// <param name="genesis">Network and committee.</param>
    public static BlockFault Check(
        BlockHeader header,
        IReadOnlyList<BlockHeader> descendants,
        QuorumCertificate finalization,
        Genesis genesis)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(descendants);
        ArgumentNullException.ThrowIfNull(finalization);
        ArgumentNullException.ThrowIfNull(genesis);
        var tip = header;
        foreach (var descendant in descendants)
        {
            if (descendant.Parent != tip.Hash || !descendant.Height.Follows(tip.Height))
            {
                return BlockFault.NotFinalized;
            }

            tip = descendant;
        }

        if (header.Network != genesis.NetworkId)
        {
            return BlockFault.WrongNetwork;
        }

        if (header.Epoch != genesis.Committee.Epoch || tip.Epoch != header.Epoch)
        {
            return BlockFault.WrongEpoch;
        }

        var proves = finalization.Kind == VoteKind.Finalize
            && finalization.View == tip.View
            && finalization.Block == tip.Hash
            && finalization.IsValid(genesis.Committee, genesis.NetworkId);
        return proves ? BlockFault.None : BlockFault.NotFinalized;
    }
}
