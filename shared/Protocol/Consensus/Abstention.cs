namespace SharedSequencer.Protocol;

/// <summary>
/// The silence of a validator whose journal was lost (R19). It may have voted in a view that others of a quorum's weight
/// know nothing of yet, but not in one more than two beyond the highest certificate they hold: to enter view v
/// it held a certificate of v − 1, whose signers had entered v − 1 by a certificate of v − 2. What they held before
/// it asked says nothing, so only answers to questions of this life count, and only from who speaks itself. And it
/// may have given acknowledgements for any batch that still lives.
/// </summary>
internal sealed class Abstention(CoreContext context, VotingRules rules, RecoveredCore recovered)
{
    // A batch may be created a drift after the chain's time, and that be two drifts ahead of an honest clock (R8).
    private static readonly TimeSpan Silence = ProtocolDefaults.BatchLifetime + (3 * ProtocolDefaults.Drift);

    private readonly Dictionary<ValidatorIndex, View> _told = [];
    private bool _isActive = recovered.JournalLost;
    private TimeSpan _since;
    private View? _safeAfter;

    /// <summary>The number of this life, which its questions carry.</summary>
    internal ulong Life => recovered.Life;

    /// <summary>Whether batches may be acknowledged.</summary>
    internal bool MayAcknowledge => !_isActive || context.Now.Monotonic >= _since + Silence;

    internal void Start() => _since = context.Now.Monotonic;

    /// <summary>Whether to speak in a view.</summary>
    internal bool MayVote(View view) => !_isActive || rules.MayReturn(view, _safeAfter);

    /// <summary>Another member showed the certificate of the highest view it holds, perhaps because it was asked.</summary>
    internal void Hear(ValidatorIndex from, PeerMessage.Status status)
    {
        if (!_isActive || _safeAfter is not null || !rules.IsAnswer(status, Life))
        {
            return;
        }

        _told[from] = View.Max(status.Highest?.View ?? default, _told.GetValueOrDefault(from));
        var weight = _told.Keys.Aggregate(0UL, (sum, member) => sum + context.Committee[member].Weight);
        if (weight >= rules.Quorum(context.Committee))
        {
            _safeAfter = new View(_told.Values.Max(view => view.Value) + 2);
        }
    }

    /// <summary>Ends the silence for good once every batch it may have acknowledged has expired.</summary>
    internal void EndWhenSafe(View current)
    {
        if (_isActive && MayAcknowledge && MayVote(current))
        {
            _isActive = false;
            context.Emit(new CoreEffect.PersistReturn());
        }
    }
}
