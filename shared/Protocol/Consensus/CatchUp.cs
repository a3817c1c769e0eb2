namespace SharedSequencer.Protocol;

/// <summary>
/// Notices that others are ahead and asks them for final blocks (R5), and says again what was said while nothing
/// moves (R19). A peer that promises blocks and does not send them is asked last.
/// </summary>
internal sealed class CatchUp(CoreContext context, Rounds rounds, BlockTree tree, Abstention abstention)
{
    private static readonly TimeSpan Patience = 4 * ProtocolDefaults.FetchAllowance;

    private const int MostAsks = 8;

    private readonly Dictionary<ValidatorIndex, Claim> _claims = [];
    private TimeSpan _askAt;
    private TimeSpan _resendAt;
    private View _unsettled;

    /// <summary>When to act next.</summary>
    internal TimeSpan? Due
    {
        get
        {
            if (context.Committee.Validators.Count == 1)
            {
                return null;
            }

            return _claims.Count > 0 && _askAt < _resendAt ? _askAt : _resendAt;
        }
    }

    internal void Start()
    {
        _resendAt = context.Now.Monotonic + ProtocolDefaults.ResendPeriod;
        SayAgain();
    }

    /// <summary>A block became final here.</summary>
    internal void NoteProgress()
    {
        _resendAt = context.Now.Monotonic + ProtocolDefaults.ResendPeriod;
        foreach (var satisfied in _claims.Where(claim => claim.Value.Height <= tree.Final.Height).Select(claim => claim.Key).ToList())
        {
            _claims.Remove(satisfied);
        }
    }

    /// <summary>A peer says how far it is.</summary>
    internal void Hear(ValidatorIndex from, PeerMessage.Status status)
    {
        if (status.Height > tree.Final.Height)
        {
            Note(from, status.Height, context.Now.Monotonic);
        }

        if (status.Asks)
        {
            context.Answer(from, Status() with { Life = abstention.MayVote(rounds.Current) ? status.Life : 0 });
            Tell(known: status.View, message => context.Answer(from, message));
        }
    }

    /// <summary>More of what a peer promised may follow at once.</summary>
    internal void NoteBlocks(ValidatorIndex from)
    {
        if (_claims.TryGetValue(from, out var claim) && claim.Height > tree.Final.Height)
        {
            claim.Asks = 0;
            Ask(from, claim);
        }
    }

    internal void Tick()
    {
        var now = context.Now.Monotonic;
        if (now >= _resendAt && context.Committee.Validators.Count > 1)
        {
            _resendAt = now + ProtocolDefaults.ResendPeriod;
            SayAgain();
        }

        NoticeUnsettled(now);
        if (_claims.Count > 0 && now >= _askAt)
        {
            var (peer, claim) = _claims.OrderBy(entry => entry.Value.Asks).ThenByDescending(entry => entry.Value.Height).First();
            Ask(peer, claim);
        }
    }

    /// <summary>Where this validator stands.</summary>
    internal PeerMessage.Status Status() => new(tree.Final.Height, tree.Final.View, Highest(), Asks: false, Life: 0);

    /// <summary>A view is finalized whose block does not come: its signers have it, soon as a final block.</summary>
    private void NoticeUnsettled(TimeSpan now)
    {
        if (rounds.Finalized <= _unsettled || rounds.Find(rounds.Finalized)?.Finalization is not { } newest)
        {
            return;
        }

        _unsettled = rounds.Finalized;
        foreach (var vote in newest.Votes.Where(vote => vote.Validator != context.Self))
        {
            Note(vote.Validator, tree.Final.Height.Next, now + ProtocolDefaults.Delta);
        }
    }

    private void Note(ValidatorIndex peer, Height height, TimeSpan askAt)
    {
        _askAt = _claims.Count == 0 || askAt < _askAt ? askAt : _askAt;
        if (!_claims.TryGetValue(peer, out var claim))
        {
            _claims.Add(peer, claim = new Claim());
        }

        claim.Height = height > claim.Height ? height : claim.Height;
    }

    private void Ask(ValidatorIndex peer, Claim claim)
    {
        context.Send(peer, new PeerMessage.FinalWanted(tree.Final.Height.Next));
        _askAt = context.Now.Monotonic + Patience;
        if (++claim.Asks >= MostAsks)
        {
            _claims.Remove(peer); // until it says again that it is ahead
        }
    }

    private void SayAgain()
    {
        context.Broadcast(Status() with { Asks = true, Life = abstention.Life });
        Tell(known: default, context.Broadcast);
    }

    /// <summary>
    /// What was said of views above the last that the hearer knows to be final, from the highest Finalization on: those
    /// before it lead nowhere any more.
    /// </summary>
    private void Tell(View known, Action<PeerMessage> tell)
    {
        if (tree.FinalCertificate is { } final && IsNews(final.View))
        {
            tell(new PeerMessage.Decided(final));
        }

        foreach (var round in rounds.All.Where(round => IsNews(round.View)))
        {
            foreach (var certificate in round.Certificates)
            {
                tell(new PeerMessage.Decided(certificate));
            }

            foreach (var vote in round.VotesOf(context.Self))
            {
                tell(new PeerMessage.Voted(vote));
            }

            if (round.HasProposed && round.Notarization is null)
            {
                tell(new PeerMessage.Proposed(round.Proposals[0].Proposal));
            }
        }

        bool IsNews(View view) => view > known && view >= rounds.Finalized;
    }

    private QuorumCertificate? Highest() => rounds.All
        .SelectMany(round => round.Certificates)
        .Append(tree.Finalization)
        .MaxBy(certificate => certificate?.View ?? default);

    private sealed class Claim
    {
        public Height Height { get; set; }

        public int Asks { get; set; }
    }
}
