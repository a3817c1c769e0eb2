namespace SharedSequencer.Protocol;

/// <summary>
/// Whether what a message shows was really signed by those it names. An honest validator passes nothing on that it
/// has not checked, so who sends a message that fails here lies. Whether the content is right is for the core.
/// </summary>
public static class PeerMessageCheck
{
    /// <summary>
    /// Checks every signature in a message, whoever of the committee made it, and what a sender can check without
    /// state: quorums, the leader of a view, a proposal's certificates and that its body is the one the header names.
    /// Final blocks pass: the core checks them one after the other against its chain.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="from">Who sent it.</param>
    /// <param name="genesis">Network and committee.</param>
    /// <param name="memory">What was found right before; may be shared by threads.</param>
    public static bool IsAuthentic(PeerMessage message, ValidatorIndex from, Genesis genesis, VerifiedSignatures memory)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(memory);
        return genesis.Committee.Contains(from) && message switch
        {
            PeerMessage.BatchBody body => IsSigned(body.Batch, genesis, memory),
            PeerMessage.Acknowledged given => IsSigned(given.Acknowledgement, genesis, memory),
            PeerMessage.Certified certified => IsSigned(certified.Certificate, genesis, memory),
            PeerMessage.Proposed proposed => IsSigned(proposed.Proposal, genesis, memory),
            PeerMessage.Voted voted => IsSigned(voted.Vote, genesis, memory),
            PeerMessage.Decided decided => IsSigned(decided.Certificate, genesis, memory),
            PeerMessage.Status status => status.Highest is null || IsSigned(status.Highest, genesis, memory),
            _ => true,
        };
    }

    private static bool IsSigned(Batch batch, Genesis genesis, VerifiedSignatures memory) =>
        batch.Header.Network == genesis.NetworkId
        && memory.IsSignedBy(batch.Digest, batch.Signature, batch.Header.Ingress);

    private static bool IsSigned(Acknowledgement given, Genesis genesis, VerifiedSignatures memory) =>
        given.Epoch == genesis.Committee.Epoch
        && genesis.Committee.Contains(given.Validator)
        && memory.IsSignedBy(
            Acknowledgement.Digest(genesis.NetworkId, given.Epoch, given.Batch, given.Size, given.Arrival),
            given.Signature,
            genesis.Committee[given.Validator].Address);

    private static bool IsSigned(Certificate certificate, Genesis genesis, VerifiedSignatures memory)
    {
        var committee = genesis.Committee;
        return certificate.Batch.Network == genesis.NetworkId
            && VoteSignatures.IsQuorum(certificate.Signers, committee)
            && certificate.Entries.All(entry => memory.IsSignedBy(
                Acknowledgement.Digest(
                    genesis.NetworkId, committee.Epoch, certificate.Digest, certificate.Size, entry.Arrival),
                entry.Signature,
                committee[entry.Validator].Address));
    }

    private static bool IsSigned(Vote vote, Genesis genesis, VerifiedSignatures memory) =>
        vote.Epoch == genesis.Committee.Epoch
        && (vote.Kind == VoteKind.Nullify) == vote.Block.IsZero
        && genesis.Committee.Contains(vote.Validator)
        && memory.IsSignedBy(
            Vote.Digest(vote.Kind, genesis.NetworkId, vote.Epoch, vote.View, vote.Block),
            vote.Signature,
            genesis.Committee[vote.Validator].Address);

    private static bool IsSigned(QuorumCertificate certificate, Genesis genesis, VerifiedSignatures memory)
    {
        var committee = genesis.Committee;
        if (certificate.Epoch != committee.Epoch
            || (certificate.Kind == VoteKind.Nullify) != certificate.Block.IsZero
            || !VoteSignatures.IsQuorum(certificate.Signers, committee))
        {
            return false;
        }

        var digest = Vote.Digest(
            certificate.Kind, genesis.NetworkId, certificate.Epoch, certificate.View, certificate.Block);
        return certificate.Votes.All(vote =>
            memory.IsSignedBy(digest, vote.Signature, committee[vote.Validator].Address));
    }

    // The cheap questions first. The body belongs to it: the leader signs the header alone, so a forwarder could
    // change the certificates of an honest proposal and have its leader take the blame.
    private static bool IsSigned(Proposal proposal, Genesis genesis, VerifiedSignatures memory)
    {
        var header = proposal.Block.Header;
        return header.Network == genesis.NetworkId
            && header.Epoch == genesis.Committee.Epoch
            && header.Leader == genesis.Committee.Leader(header.View)
            && proposal.IsJustified()
            && memory.IsSignedBy(
                Block.ProposalDigest(header), proposal.Signature, genesis.Committee[header.Leader].Address)
            && (proposal.Parent is null || IsSigned(proposal.Parent, genesis, memory))
            && proposal.Nullifications.All(nullification => IsSigned(nullification, genesis, memory))
            && Block.BatchesRootOf(proposal.Block.Certificates) == header.BatchesRoot
            && proposal.Block.Certificates.All(certificate => IsSigned(certificate, genesis, memory));
    }
}
