using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Consensus;

/// <summary>
/// Cores that talk over a network on which every message takes the same time, under one virtual clock: what happens
/// when nothing is drawn. Faults by chance are the simulation's.
/// </summary>
internal sealed class RunningCommittee
{
    public static readonly TimeSpan Hop = TimeSpan.FromMilliseconds(10);

    private readonly PriorityQueue<(int To, CoreInput Input), (TimeSpan At, long Number)> _queue = new();
    private readonly TimeSpan?[] _timers;
    private readonly List<CoreEffect>[] _effects;
    private readonly OrderingCore[] _cores;
    private readonly HashSet<int> _down = [];
    private long _number;
    private int _lives;

    public RunningCommittee(params ulong[] weights)
    {
        Committee = new TestCommittee(weights);
        _timers = new TimeSpan?[weights.Length];
        _effects = [.. weights.Select(_ => new List<CoreEffect>())];
        _cores = [.. Committee.Signers.Select(signer => new OrderingCore(
            signer, new RecoveredCore { Final = ChainState.AtGenesis(Committee.Genesis) }))];
        for (var i = 0; i < weights.Length; i++)
        {
            var seat = i;
            Collect(seat, effects => _cores[seat].Start(Now, effects));
        }
    }

    public TestCommittee Committee { get; }

    public TimeSpan Time { get; private set; }

    /// <summary>Whether a message from one seat to another is lost.</summary>
    public Func<int, int, PeerMessage, bool> Loses { get; set; } = (_, _, _) => false;

    public OrderingCore this[int seat] => _cores[seat];

    public IReadOnlyList<CoreEffect> Effects(int seat) => _effects[seat];

    public IEnumerable<FinalizedBlock> Blocks(int seat) =>
        _effects[seat].OfType<CoreEffect.Deliver>().Select(effect => effect.Block);

    /// <summary>The views this seat has voted in, by kind.</summary>
    public IEnumerable<View> Voted(int seat, VoteKind kind) => _effects[seat].OfType<CoreEffect.PersistVote>()
        .Where(effect => effect.Vote.Kind == kind).Select(effect => effect.Vote.View);

    public void Stop(int seat) => _down.Add(seat);

    public void Submit(int seat, Batch batch) => Enqueue(seat, new CoreInput.BatchReceived(batch), Time);

    /// <summary>A system batch whose one item is no operation: enough to be ordered.</summary>
    public Batch NextBatch() => Committee.Batches.Next(Lane.Shared, Now.Wall, [new byte[] { 1 }]);

    /// <summary>Starts a seat again from what its effects made durable.</summary>
    public void Restart(int seat)
    {
        _down.Remove(seat);
        var final = _effects[seat].OfType<CoreEffect.PersistFinal>().LastOrDefault();
        var state = final?.State ?? ChainState.AtGenesis(Committee.Genesis);
        _cores[seat] = new OrderingCore(Committee.Signers[seat], new RecoveredCore
        {
            Final = state,
            Finalization = final?.Block.Finalization,
            Votes = [.. Persisted<CoreEffect.PersistVote>(seat).Select(e => e.Vote).Where(vote => vote.View > state.View)],
            Proposals = [.. Persisted<CoreEffect.PersistProposal>(seat).Select(e => e.Proposal).Where(p => p.View > state.View)],
            Certificates = [.. Persisted<CoreEffect.PersistCertificate>(seat).Select(e => e.Certificate)],
        });
        Collect(seat, effects => _cores[seat].Start(Now, effects));
    }

    /// <summary>Starts a seat again with an empty journal, where there was another one.</summary>
    public void Wipe(int seat)
    {
        _down.Remove(seat);
        _effects[seat].Clear();
        _cores[seat] = new OrderingCore(
            Committee.Signers[seat],
            new RecoveredCore { Final = ChainState.AtGenesis(Committee.Genesis), JournalLost = true, Life = (ulong)++_lives });
        Collect(seat, effects => _cores[seat].Start(Now, effects));
    }

    /// <summary>A message from nowhere, as a liar sends one.</summary>
    public void Inject(int from, int to, PeerMessage message) => Send(from, to, message);

    /// <summary>Lets time pass, message by message.</summary>
    public RunningCommittee Run(TimeSpan span)
    {
        var end = Time + span;
        while (NextAt() is { } at && at <= end)
        {
            Time = at;
            Next();
        }

        Time = end;
        return this;
    }

    private Instant Now => new(Committee.Genesis.Time.Plus(Time), Time);

    private IEnumerable<T> Persisted<T>(int seat) => _effects[seat].OfType<T>();

    private TimeSpan? NextAt()
    {
        TimeSpan? message = _queue.TryPeek(out _, out var next) ? next.At : null;
        TimeSpan?[] all = [message, .. _timers];
        return all.Min();
    }

    private void Next()
    {
        if (_queue.TryPeek(out _, out var next) && next.At <= Time)
        {
            var (to, input) = _queue.Dequeue();
            Step(to, input);
            return;
        }

        var seat = Array.FindIndex(_timers, due => due <= Time);
        _timers[seat] = null;
        Step(seat, new CoreInput.TimerFired());
    }

    private void Step(int seat, CoreInput input)
    {
        if (!_down.Contains(seat))
        {
            Collect(seat, effects => _cores[seat].Step(input, Now, effects));
        }
    }

    private void Collect(int seat, Action<ICollection<CoreEffect>> step)
    {
        var effects = new List<CoreEffect>();
        step(effects);
        _effects[seat].AddRange(effects);
        foreach (var effect in effects)
        {
            Carry(seat, effect);
        }
    }

    private void Carry(int seat, CoreEffect effect)
    {
        switch (effect)
        {
            case CoreEffect.SetTimer timer:
                _timers[seat] = timer.Due;
                break;
            case CoreEffect.Send send:
                Send(seat, send.To.Value, send.Message);
                break;
            case CoreEffect.Broadcast broadcast:
                foreach (var other in Enumerable.Range(0, _cores.Length).Where(other => other != seat))
                {
                    Send(seat, other, broadcast.Message);
                }

                break;
            case CoreEffect.ServeFinal serve:
                var blocks = Blocks(seat).Where(block => block.Header.Height >= serve.From).Take(10).ToList();
                Send(seat, serve.To.Value, new PeerMessage.FinalBlocks(blocks));
                break;
        }
    }

    private void Send(int from, int to, PeerMessage message)
    {
        if (!Loses(from, to, message))
        {
            Enqueue(to, new CoreInput.MessageReceived(new ValidatorIndex((ushort)from), message), Time + Hop);
        }
    }

    private void Enqueue(int to, CoreInput input, TimeSpan at) => _queue.Enqueue((to, input), (at, _number++));
}
