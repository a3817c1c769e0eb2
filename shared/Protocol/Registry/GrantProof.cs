namespace SharedSequencer.Protocol;

/// <summary>A quorum's signatures under a <see cref="RollupGrant"/>, by strictly ascending validator.</summary>
/// <param name="Epoch">The epoch they were given in; only the current one counts.</param>
/// <param name="Signatures">The signatures.</param>
public sealed record GrantProof(Epoch Epoch, IReadOnlyList<VoteSignature> Signatures)
{
    /// <summary>Whether a quorum of the committee granted it.</summary>
    public bool Proves(RollupGrant grant, Committee committee, NetworkId network)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(committee);
        return Epoch == committee.Epoch
            && VoteSignatures.AreQuorum(Signatures, grant.Digest(network, Epoch), committee);
    }
}
