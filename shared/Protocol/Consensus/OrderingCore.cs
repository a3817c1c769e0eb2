namespace SharedSequencer.Protocol;

/// <summary>
/// The ordering core of one validator: a deterministic state machine. Told what happened and when, it answers
/// with what to do, in order. It has no clock, task, logger, socket or random source, so the same code runs in
/// production and in simulation.
/// </summary>
public sealed class OrderingCore
{
    private readonly CoreContext _context;
    private readonly VotingRules _rules;
    private readonly RecoveredCore _recovered;
    private readonly BlockTree _tree;
    private readonly BatchPool _pool = new(ProtocolDefaults.MaxUnorderedLaneBytes, ProtocolDefaults.MaxUnorderedIngressBytes);
    private readonly Rounds _rounds;
    private readonly FetchList _bodies;
    private readonly FetchList _blocks;
    private readonly Abstention _abstention;
    private readonly LeaderWatch _watch;
    private readonly Dissemination _dissemination;
    private readonly Voter _voter;
    private readonly Judge _judge;
    private readonly Proposer _proposer;
    private readonly Finality _finality;
    private readonly CatchUp _catchUp;

    /// <summary>Continues from what the journal holds.</summary>
    /// <exception cref="ArgumentException">
    /// The signer has no seat in the committee, or the journal was lost and the life has no number.
    /// </exception>
    public OrderingCore(ValidatorSigner signer, RecoveredCore recovered)
        : this(signer, recovered, new VotingRules())
    {
    }

    internal OrderingCore(ValidatorSigner signer, RecoveredCore recovered, VotingRules rules)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(recovered);
        var genesis = recovered.Final.Genesis;
        if (!genesis.Committee.TryFind(signer.Key.Address, out var index)
            || index != signer.Index
            || signer.Epoch != genesis.Committee.Epoch)
        {
            throw new ArgumentException("The signer has no seat in the committee.", nameof(signer));
        }

        if (recovered.JournalLost && recovered.Life == 0)
        {
            throw new ArgumentException("Who has lost its journal needs a number for its life.", nameof(recovered));
        }

        _rules = rules;
        _recovered = recovered;
        _context = new CoreContext(signer, genesis);
        _tree = new BlockTree(recovered.Final, recovered.Finalization);
        _rounds = new Rounds(genesis.Committee);
        _bodies = new FetchList(index);
        _blocks = new FetchList(index);
        _abstention = new Abstention(_context, rules, recovered);
        _watch = new LeaderWatch(_context);
        var evidence = new EvidenceLog(_context);
        _dissemination = new Dissemination(_context, rules, _tree, _pool, _bodies, _abstention, evidence);
        _voter = new Voter(_context, rules, _rounds, _abstention, evidence);
        _judge = new Judge(_context, rules, _rounds, _tree, _pool, _dissemination, _voter, _bodies, _blocks, evidence);
        _proposer = new Proposer(_context, rules, _rounds, _tree, _pool, _voter, _abstention);
        _finality = new Finality(_context, rules, _rounds, _tree, _pool, _dissemination);
        _catchUp = new CatchUp(_context, _rounds, _tree, _abstention);
    }

    /// <summary>The state after the last final block.</summary>
    public ChainState Final => _tree.Final;

    /// <summary>The view the validator is in.</summary>
    public View View => _rounds.Current;

    /// <summary>How many views something is kept of.</summary>
    internal int ViewsKept => _rounds.All.Count;

    /// <summary>Who leads that view.</summary>
    public ValidatorIndex Leader => _context.Committee.Leader(View);

    /// <summary>To be called once, before any step: takes up what the journal holds, and says it again (R19).</summary>
    public void Start(Instant now, ICollection<CoreEffect> effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        _context.Begin(now, effects);
        _watch.Start();
        _abstention.Start();
        Restore();
        _catchUp.Start();
        Advance();
    }

    /// <summary>One step.</summary>
    /// <param name="input">What happened.</param>
    /// <param name="now">When; monotonic time never goes back between calls.</param>
    /// <param name="effects">Receives what to do, in order.</param>
    public void Step(CoreInput input, Instant now, ICollection<CoreEffect> effects)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(effects);
        _context.Begin(now, effects);
        switch (input)
        {
            case CoreInput.BatchReceived received:
                _dissemination.TakeFromIngress(received.Batch);
                break;
            case CoreInput.MessageReceived received when received.From != _context.Self:
                _watch.Hear(received.From);
                Take(received.From, received.Message);
                break;
        }

        Advance();
    }

    private void Restore()
    {
        var voted = _recovered.Votes.Select(vote => vote.View).Append(_tree.Final.View.Next).Max();
        _rounds.Raise(_tree.Final.View);
        _rounds.Enter(voted, _context.Now.Monotonic);
        foreach (var vote in _recovered.Votes)
        {
            _voter.Bind(vote);
        }

        foreach (var (batch, own) in _recovered.Batches)
        {
            _dissemination.Restore(batch, own);
        }

        foreach (var proposal in _recovered.Proposals.OrderBy(proposal => proposal.View))
        {
            _judge.Hear(proposal);
            _rounds.At(proposal.View).HasProposed |= proposal.Block.Header.Leader == _context.Self;
        }

        foreach (var vote in _recovered.Votes.OrderBy(vote => vote.View))
        {
            _voter.Take(vote);
        }

        foreach (var certificate in _recovered.Certificates.OrderBy(certificate => certificate.View))
        {
            _voter.Take(certificate);
        }
    }

    private void Take(ValidatorIndex from, PeerMessage message)
    {
        switch (message)
        {
            case PeerMessage.BatchBody body:
                _dissemination.TakeFromPeer(from, body.Batch);
                break;
            case PeerMessage.Acknowledged acknowledged:
                _dissemination.Take(acknowledged.Acknowledgement);
                break;
            case PeerMessage.Certified certified:
                _dissemination.Take(certified.Certificate);
                break;
            case PeerMessage.Proposed proposed:
                _judge.Hear(proposed.Proposal);
                break;
            case PeerMessage.Voted voted:
                _voter.Take(voted.Vote);
                break;
            case PeerMessage.Decided decided:
                _voter.Take(decided.Certificate);
                break;
            case PeerMessage.Status status:
                OnStatus(from, status);
                break;
            case PeerMessage.FinalBlocks blocks when _finality.Take(blocks.Blocks):
                _catchUp.NoteBlocks(from);
                _catchUp.NoteProgress();
                break;
            default:
                Serve(from, message);
                break;
        }
    }

    private void OnStatus(ValidatorIndex from, PeerMessage.Status status)
    {
        _abstention.Hear(from, status);
        if (status.Highest is { } highest)
        {
            _voter.Take(highest);
        }

        _catchUp.Hear(from, status);
    }

    /// <summary>Answers what a peer lacks. Who asks for what is final here is told how far this validator is.</summary>
    private void Serve(ValidatorIndex from, PeerMessage message)
    {
        switch (message)
        {
            case PeerMessage.BatchesWanted wanted:
                ServeBatches(from, wanted.Digests);
                break;
            case PeerMessage.BlockWanted wanted:
                var heard = _rounds.All.Select(round => round.Find(wanted.Block)).FirstOrDefault(found => found is not null);
                _context.Answer(from, heard is null
                    ? _catchUp.Status()
                    : new PeerMessage.Proposed(heard.Proposal));
                break;
            case PeerMessage.FinalWanted wanted when wanted.From <= _tree.Final.Height:
                _context.Emit(new CoreEffect.ServeFinal(from, wanted.From));
                break;
        }
    }

    private void ServeBatches(ValidatorIndex to, IReadOnlyList<Primitives.Hash256> digests)
    {
        var held = digests.Select(digest => _pool.TryGet(digest, out var pooled) ? pooled.Batch : null).ToList();
        foreach (var batch in held.OfType<Batch>())
        {
            _context.Answer(to, new PeerMessage.BatchBody(batch));
        }

        if (held.Contains(null))
        {
            _context.Answer(to, _catchUp.Status());
        }
    }

    /// <summary>Does whatever has become possible or due, until nothing more is.</summary>
    private void Advance()
    {
        _dissemination.Tick();
        View entered;
        do
        {
            entered = _rounds.Current;
            _judge.Advance();
            _proposer.ProposeIfDue();
            _voter.NullifyIfDue(_watch);
            Settle();
        }
        while (_rounds.Current != entered);

        // Only now: what is at hand has become final where it could.
        _rounds.Shorten(_rules.MostUnsettledViews);
        _abstention.EndWhenSafe(_rounds.Current);
        _catchUp.Tick();
        Fetch();
        SetTimer();
    }

    private void Settle()
    {
        if (_finality.Advance())
        {
            _catchUp.NoteProgress();
            _bodies.Keep(digest => _dissemination.Awaits(digest) || _judge.Awaits(digest));
        }
    }

    private void Fetch()
    {
        if (_blocks.Count > 0)
        {
            _blocks.Keep(_judge.MissingBlocks().Contains);
        }

        foreach (var (from, block) in _blocks.TakeDue(_context.Now.Monotonic))
        {
            _context.Send(from, new PeerMessage.BlockWanted(block));
        }

        foreach (var asked in _bodies.TakeDue(_context.Now.Monotonic).GroupBy(ask => ask.From))
        {
            foreach (var digests in asked.Select(ask => ask.Name).Chunk(PeerMessage.MaxWanted))
            {
                _context.Send(asked.Key, new PeerMessage.BatchesWanted(digests));
            }
        }
    }

    private void SetTimer()
    {
        var round = _rounds.CurrentRound;
        TimeSpan?[] dues =
        [
            _dissemination.Due,
            _judge.Due,
            _proposer.Due,
            _catchUp.Due,
            _blocks.Due,
            _bodies.Due,
            .. _context.Committee.Validators.Count > 1 ? DuesOf(round) : [],
        ];
        // What is due and still not done waits for something else than time.
        if (dues.Where(due => due > _context.Now.Monotonic).Min() is { } due)
        {
            _context.Emit(new CoreEffect.SetTimer(due));
        }
    }

    private IEnumerable<TimeSpan?> DuesOf(Round round)
    {
        if (!_rules.MayNullify(round))
        {
            yield break;
        }

        yield return _rounds.ViewDue;
        if (round.Proposals.Count == 0)
        {
            yield return _rounds.LeaderDue;
            yield return round.Leader == _context.Self ? null : _watch.SilentAt(round.Leader);
        }
    }
}
