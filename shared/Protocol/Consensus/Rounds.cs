namespace SharedSequencer.Protocol;

/// <summary>The views above the last final block, and the one this validator is in, with its timers (R12).</summary>
internal sealed class Rounds(Committee committee)
{
    /// <summary>Votes for views further ahead are not kept: a quorum's certificate leads there, single votes do not.</summary>
    internal const ulong MaxAhead = 32;

    private readonly SortedDictionary<ulong, Round> _rounds = [];
    private View _forgotten;

    /// <summary>The view this validator is in; never falls.</summary>
    internal View Current { get; private set; }

    /// <summary>When it was entered.</summary>
    internal TimeSpan EnteredAt { get; private set; }

    /// <summary>When a proposal was made or heard last; null before the first.</summary>
    internal TimeSpan? LastProposalAt { get; private set; }

    /// <summary>The highest view a Finalization is known of.</summary>
    internal View Finalized { get; private set; }

    /// <summary>The view of the last final block.</summary>
    internal View Floor { get; private set; }

    /// <summary>The round of the current view.</summary>
    internal Round CurrentRound => At(Current);

    /// <summary>Every round that something is known of, by ascending view.</summary>
    internal IReadOnlyCollection<Round> All => _rounds.Values;

    /// <summary>When the current view's proposal is overdue.</summary>
    internal TimeSpan LeaderDue => EnteredAt + Stretch(ProtocolDefaults.LeaderTimeout);

    /// <summary>When the current view is given up.</summary>
    internal TimeSpan ViewDue => EnteredAt + Stretch(ProtocolDefaults.ViewTimeout);

    /// <summary>
    /// Whether nothing is kept of a view and nothing may be said in it any more: what was said there may be forgotten.
    /// </summary>
    internal bool IsOver(View view) => view <= _forgotten;

    /// <summary>The round of a view that is not over.</summary>
    internal Round At(View view)
    {
        if (!_rounds.TryGetValue(view.Value, out var round))
        {
            _rounds.Add(view.Value, round = new Round(view, committee.Leader(view)));
        }

        return round;
    }

    internal Round? Find(View view) => _rounds.GetValueOrDefault(view.Value);

    internal void Enter(View view, TimeSpan now)
    {
        Current = view;
        EnteredAt = now;
    }

    internal void NoteProposal(TimeSpan now) => LastProposalAt = now;

    internal void NoteFinalization(View view) => Finalized = View.Max(Finalized, view);

    /// <summary>Forgets the views up to the last final block's.</summary>
    internal void Raise(View floor)
    {
        Floor = floor;
        NoteFinalization(floor);
        Forget(floor);
    }

    /// <summary>
    /// Who knows of a Finalization far beyond its last final block keeps only what came from there on: nobody has use for
    /// what was said before, and the blocks come as final blocks.
    /// </summary>
    internal void Shorten(ulong mostUnsettled)
    {
        if (Finalized.Value - Floor.Value > mostUnsettled)
        {
            Forget(new View(Finalized.Value - 1));
        }
    }

    /// <summary>
    /// A span that doubles for each view in a row without finalization, to the cap (R7, R12). While all goes well a view is
    /// entered one message before the one before it is final: that much lag counts as none.
    /// </summary>
    internal TimeSpan Stretch(TimeSpan span)
    {
        const ulong usualLag = 2;
        var lag = Current.Value - Math.Min(Finalized.Value, Current.Value);
        var doublings = lag <= usualLag ? 0 : (int)Math.Min(lag - usualLag, 16);
        var stretched = span * (1 << doublings);
        return stretched < ProtocolDefaults.TimerCap ? stretched : ProtocolDefaults.TimerCap;
    }

    private void Forget(View last)
    {
        _forgotten = View.Max(_forgotten, last);
        while (_rounds.Count > 0 && IsOver(new View(_rounds.Keys.First())))
        {
            _rounds.Remove(_rounds.Keys.First());
        }
    }
}
