using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>
/// Builds on an older notarized block than it may, leaves views between unexplained, or passes a certificate of another
/// kind or block off as the parent's.
/// </summary>
internal sealed class UnjustifiedParent : Habit
{
    private readonly Dictionary<View, Proposal> _made = [];

    public override IEnumerable<PeerMessage> Rewrite(int to, PeerMessage message)
    {
        if (message is not PeerMessage.Proposed(var proposal) || !Context.IsOwn(proposal))
            return [message];
        if (!_made.TryGetValue(proposal.View, out var other))
            _made.Add(proposal.View, other = Twist(proposal) ?? proposal);
        return [new PeerMessage.Proposed(other)];
    }

    private Proposal? Twist(Proposal proposal)
    {
        var older = Context.Knowledge.Notarizations
            .Where(certificate => certificate.View < (proposal.Parent?.View ?? default))
            .ToList();
        return Context.Chance.Below(4) switch
        {
            0 when older.Count > 0 => On(proposal, older[^1]),
            1 when older.Count > 0 => On(proposal, Context.Chance.Pick(older)),
            2 when proposal.Nullifications.Count > 0 => proposal with { Nullifications = [] },
            3 when older.Count > 0 => proposal with { Parent = older[^1] },
            _ => On(proposal, null),
        };
    }

    /// <summary>The same place in time, on another parent, with nothing to explain what was passed over.</summary>
    private Proposal? On(Proposal proposal, QuorumCertificate? parent)
    {
        var moved = proposal with
        {
            Parent = parent,
            Nullifications = [],
            Block = proposal.Block with
            {
                Header = proposal.Block.Header with { Parent = parent?.Block ?? Context.Genesis.NetworkId.Value },
            },
        };
        return Context.Knowledge.Remake(moved, [], proposal.Block.Header.Timestamp, Context.Signer);
    }
}
