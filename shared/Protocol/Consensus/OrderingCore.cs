using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// The ordering core of one validator: a deterministic state machine. Told what happened and when, it answers
/// with what to do, in order. It has no clock, task, logger, socket or random source, so the same code runs in
/// production and in simulation.
/// </summary>
/// <remarks>
/// This version serves a committee of one: every certificate is complete with the own signature. The votes,
/// tallies and certificates are those of a larger committee.
/// </remarks>
public sealed class OrderingCore
{
    private readonly Genesis _genesis;
    private readonly ValidatorSigner _signer;
    private readonly BatchPool _pool = new();
    private readonly Dictionary<Hash256, Candidate> _candidates = [];
    private readonly Dictionary<(View View, VoteKind Kind, Hash256 Block), VoteTally> _tallies = [];
    private ChainState _final;
    private Candidate? _tip;
    private View _view;
    private TimeSpan? _lastProposal;
    private Instant _now;
    private ICollection<CoreEffect> _effects = [];

    /// <summary>Continues from what the journal holds.</summary>
    /// <exception cref="ArgumentException">The committee has more than one member, or the signer no seat in it.</exception>
    public OrderingCore(ValidatorSigner signer, RecoveredCore recovered)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(recovered);
        _genesis = recovered.Final.Genesis;
        var committee = _genesis.Committee;
        if (committee.Validators.Count != 1
            || !committee.TryFind(signer.Key.Address, out var index)
            || index != signer.Index
            || signer.Epoch != committee.Epoch)
        {
            throw new ArgumentException("The signer is not the one member of the committee.", nameof(signer));
        }

        _signer = signer;
        _final = recovered.Final;
        _view = View.Max(recovered.HighestVotedView, recovered.Final.View).Next;
        foreach (var (batch, own) in recovered.Batches)
        {
            Pool(batch, own);
        }
    }

    /// <summary>The state after the last final block.</summary>
    public ChainState Final => _final;

    /// <summary>The view the validator is in.</summary>
    public View View => _view;

    /// <summary>To be called once, before any step: sets the first timers.</summary>
    public void Start(Instant now, ICollection<CoreEffect> effects)
    {
        Enter(now, effects);
        ProposeIfDue();
    }

    /// <summary>One step.</summary>
    /// <param name="input">What happened.</param>
    /// <param name="now">When; monotonic time never goes back between calls.</param>
    /// <param name="effects">Receives what to do, in order.</param>
    public void Step(CoreInput input, Instant now, ICollection<CoreEffect> effects)
    {
        ArgumentNullException.ThrowIfNull(input);
        Enter(now, effects);
        if (input is CoreInput.BatchReceived received)
        {
            OnBatch(received.Batch);
        }

        ProposeIfDue();
    }

    private void Enter(Instant now, ICollection<CoreEffect> effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        if (now.Monotonic < _now.Monotonic)
        {
            throw new ArgumentException("Monotonic time went back.", nameof(now));
        }

        _now = now;
        _effects = effects;
    }

    // R2: acknowledge once, with a time that never changes; journal before signing leaves.
    private void OnBatch(Batch batch)
    {
        if (IsKnown(batch))
        {
            _effects.Add(new CoreEffect.BatchAccepted(batch.Digest));
            return;
        }

        if (Refusal(batch) is { } refusal)
        {
            _effects.Add(new CoreEffect.BatchRefused(batch.Digest, refusal));
            return;
        }

        var own = Acknowledgement.Sign(batch, _genesis.NetworkId, _signer, _now.Wall);
        _effects.Add(new CoreEffect.PersistBatch(batch, own));
        _effects.Add(new CoreEffect.BatchAccepted(batch.Digest));
        Pool(batch, own);
    }

    private void Pool(Batch batch, Acknowledgement own)
    {
        var pooled = new PooledBatch(batch, own);
        pooled.Count(own, _genesis.Committee);
        _pool.Add(pooled);
    }

    private bool IsKnown(Batch batch)
    {
        var position = _final.PositionOf(IngressLane.Of(batch.Header));
        return _pool.TryGet(batch.Digest, out _)
            || (batch.Header.Sequence == position.Sequence && batch.Digest == position.Digest);
    }

    private BatchRefusal? Refusal(Batch batch)
    {
        var header = batch.Header;
        var position = _final.PositionOf(IngressLane.Of(header));
        var now = ChainTime.Max(_final.Timestamp, _now.Wall);
        return batch switch
        {
            _ when header.Network != _genesis.NetworkId => BatchRefusal.WrongNetwork,
            _ when !_final.Registry.IsIngress(header.Ingress) => BatchRefusal.UnknownIngress,
            _ when !_final.Registry.IsActive(header.Lane) => BatchRefusal.LaneInactive,
            _ when header.NotAfter <= now => BatchRefusal.Expired,
            _ when header.Created > now.Plus(ProtocolDefaults.Drift) => BatchRefusal.FromTheFuture,
            _ when header.Sequence <= position.Sequence || _pool.HasConflict(header) => BatchRefusal.Conflicting,
            _ when !_pool.HasRoom(batch) => BatchRefusal.LaneFull,
            _ => null,
        };
    }

    // R13: not before the minimum interval, at once when something is eligible, an empty block at the heartbeat.
    private void ProposeIfDue()
    {
        if (_genesis.Committee.Leader(_view) != _signer.Index)
        {
            return;
        }

        var earliest = _lastProposal + ProtocolDefaults.MinBlockInterval ?? _now.Monotonic;
        if (_now.Monotonic < earliest)
        {
            _effects.Add(new CoreEffect.SetTimer(CoreTimer.Propose, earliest));
            return;
        }

        var parent = _tip?.State ?? _final;
        var body = BlockSelection.Select(
            parent,
            _pool.Lanes,
            ChainTime.Max(_now.Wall, new ChainTime(parent.Timestamp.Milliseconds + 1)),
            ChainTime.Max(_now.Wall.Plus(ProtocolDefaults.Drift), parent.Timestamp),
            out var timestamp);
        var heartbeat = _lastProposal + ProtocolDefaults.Heartbeat ?? _now.Monotonic;
        if (body.Count == 0 && _now.Monotonic < heartbeat)
        {
            _effects.Add(new CoreEffect.SetTimer(CoreTimer.Propose, heartbeat));
            return;
        }

        _lastProposal = _now.Monotonic;
        Propose(Candidate.Propose(_tip, parent, body, new ProposalSlot(_view, _signer.Index, timestamp)));
        _effects.Add(new CoreEffect.SetTimer(
            CoreTimer.Propose, _now.Monotonic + ProtocolDefaults.MinBlockInterval));
    }

    private void Propose(Candidate candidate)
    {
        _candidates.Add(candidate.Block.Hash, candidate);
        var signature = _signer.Key.Sign(Block.ProposalDigest(candidate.Block.Header));
        _effects.Add(new CoreEffect.PersistProposal(candidate.Block, signature));
        CastVote(VoteKind.Notarize, _view, candidate.Block.Hash);
    }

    private void CastVote(VoteKind kind, View view, Hash256 block)
    {
        var vote = Vote.Sign(kind, _genesis.NetworkId, view, block, _signer);
        _effects.Add(new CoreEffect.PersistVote(vote));
        OnVote(vote);
    }

    private void OnVote(Vote vote)
    {
        var key = (vote.View, vote.Kind, vote.Block);
        if (!_tallies.TryGetValue(key, out var tally))
        {
            _tallies.Add(key, tally = new VoteTally(vote.Kind, vote.View, vote.Block));
        }

        if (!tally.TryDecide(vote, _genesis.Committee, out var certificate))
        {
            return;
        }

        if (certificate.Kind == VoteKind.Notarize)
        {
            OnNotarization(certificate);
        }
        else
        {
            OnFinalization(certificate);
        }
    }

    // R16: a notarized block may be built upon, and its view is over.
    private void OnNotarization(QuorumCertificate notarization)
    {
        _tip = _candidates[notarization.Block];
        _view = notarization.View.Next;
        CastVote(VoteKind.Finalize, notarization.View, notarization.Block);
    }

    // R18: the block and its ancestors are final, delivered in order of height.
    private void OnFinalization(QuorumCertificate finalization)
    {
        var path = new Stack<Candidate>();
        for (var step = _candidates[finalization.Block]; step is not null; step = step.Parent)
        {
            path.Push(step);
        }

        List<Candidate> blocks = [.. path];
        for (var i = 0; i < blocks.Count; i++)
        {
            Settle(blocks[i], finalization, [.. blocks.Skip(i + 1).Select(later => later.Block.Header)]);
        }

        _candidates.Clear();
        _tip = null;
        foreach (var old in _tallies.Keys.Where(key => key.View <= finalization.View).ToList())
        {
            _tallies.Remove(old);
        }
    }

    private void Settle(Candidate candidate, QuorumCertificate finalization, IReadOnlyList<BlockHeader> descendants)
    {
        _final = candidate.State;
        _final.Window.Settle();
        _pool.Settle(_final, candidate.Block.Certificates);
        var block = new FinalizedBlock
        {
            Block = candidate.Block,
            Finalization = finalization,
            Descendants = descendants,
            Outcomes = candidate.Expanded.Outcomes,
            Batches = candidate.Batches,
        };
        _effects.Add(new CoreEffect.PersistFinal(block, candidate.Expanded, _final));
        _effects.Add(new CoreEffect.Deliver(block, candidate.Expanded));
    }
}
