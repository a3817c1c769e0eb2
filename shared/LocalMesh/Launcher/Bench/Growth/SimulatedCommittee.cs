using SharedSequencer.Launcher.Development;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>
/// A committee in this process under a clock of its own: real cores, real signatures, messages encoded by the sender
/// and decoded and checked by each receiver. Missing are journal, network and everything around the validator.
/// </summary>
internal sealed class SimulatedCommittee : IDisposable
{
    private static readonly TimeSpan Hop = TimeSpan.FromMilliseconds(1);

    private readonly PriorityQueue<Arrival, (TimeSpan At, long Number)> _queue = new();
    private readonly ValidatorSigner[] _signers;
    private readonly OrderingCore[] _cores;
    private readonly VerifiedSignatures[] _memories;
    private readonly TimeSpan?[] _timers;
    private readonly List<FinalizedBlock> _chain = [];
    private readonly ulong[] _heights;
    private TimeSpan _time;
    private long _number;

    /// <summary>Starts every core at the genesis.</summary>
    public SimulatedCommittee(Genesis genesis)
    {
        Genesis = genesis;
        var members = genesis.Committee.Validators.Count;
        _signers = [.. Enumerable.Range(0, members).Select(seat => new ValidatorSigner(
            genesis.Committee.Epoch,
            new ValidatorIndex((ushort)seat),
            DevelopmentKeys.Derive(DevelopmentRole.Validator, (ulong)seat + 1)))];
        _cores = [.. _signers.Select(signer => new OrderingCore(
            signer, new RecoveredCore { Final = ChainState.AtGenesis(genesis) }))];
        _memories = [.. _signers.Select(_ => new VerifiedSignatures())];
        _timers = new TimeSpan?[members];
        _heights = new ulong[members];
        for (var seat = 0; seat < members; seat++)
            Take(seat, _cores[seat].Start);
    }

    /// <summary>The network.</summary>
    public Genesis Genesis { get; }

    /// <summary>Now, in chain time.</summary>
    public ChainTime Now => Genesis.Time.Plus(_time);

    /// <summary>Transactions that are final at every validator.</summary>
    public long Ordered { get; private set; }

    /// <summary>Hands a batch to the first validator.</summary>
    public void Submit(Batch batch) => Enqueue(new Arrival(0, null, batch, null), _time);

    /// <summary>Lets time pass until so many transactions are final everywhere, at most an hour of it.</summary>
    /// <exception cref="LocalMeshException">That does not happen.</exception>
    public void RunUntilOrdered(long transactions) => RunUntil(() => Ordered >= transactions);

    /// <summary>Lets time pass until every validator has so many more blocks.</summary>
    public void RunBlocks(ulong more)
    {
        var goal = _heights.Max() + more;
        RunUntil(() => _heights.Min() >= goal);
    }

    public void Dispose()
    {
        foreach (var signer in _signers)
            signer.Key.Dispose();
    }

    private void RunUntil(Func<bool> isReached)
    {
        var end = _time + TimeSpan.FromHours(1);
        while (!isReached())
        {
            var timer = _timers.Min();
            var message = _queue.TryPeek(out _, out var next) ? next.At : (TimeSpan?)null;
            if (_time > end || (timer is null && message is null))
                throw new LocalMeshException("The simulated committee stands still.");
            if (timer is null || message <= timer)
                Deliver(_queue.Dequeue(), message!.Value);
            else
                Fire(Array.IndexOf(_timers, timer), timer.Value);
        }
    }

    private void Fire(int seat, TimeSpan at)
    {
        _time = at > _time ? at : _time;
        _timers[seat] = null;
        Take(seat, (now, effects) => _cores[seat].Step(new CoreInput.TimerFired(), now, effects));
    }

    private void Deliver(Arrival arrival, TimeSpan at)
    {
        _time = at > _time ? at : _time;
        CoreInput input = arrival.Batch is { } batch
            ? new CoreInput.BatchReceived(batch)
            : Receive(arrival.To, arrival.From!.Value, arrival.Message!);
        Take(arrival.To, (now, effects) => _cores[arrival.To].Step(input, now, effects));
    }

    private CoreInput.MessageReceived Receive(int to, ValidatorIndex from, byte[] encoded) =>
        PeerMessageCodec.TryDecode(encoded, out var message)
        && PeerMessageCheck.IsAuthentic(message, from, Genesis, _memories[to])
            ? new CoreInput.MessageReceived(from, message)
            : throw new LocalMeshException("A simulated validator sent what others refuse.");

    private void Take(int seat, Action<Instant, ICollection<CoreEffect>> step)
    {
        var effects = new List<CoreEffect>();
        step(new Instant(Now, _time), effects);
        foreach (var effect in effects)
            Do(seat, effect);
    }

    private void Do(int seat, CoreEffect effect)
    {
        switch (effect)
        {
            case CoreEffect.Send send:
                Enqueue(Message(send.To.Value, seat, PeerMessageCodec.Encode(send.Message)), _time + Hop);
                break;
            case CoreEffect.Broadcast broadcast:
                var encoded = PeerMessageCodec.Encode(broadcast.Message);
                foreach (var to in Enumerable.Range(0, _cores.Length).Where(to => to != seat))
                    Enqueue(Message(to, seat, encoded), _time + Hop);
                break;
            case CoreEffect.ServeFinal serve:
                var blocks = _chain.Skip((int)serve.From.Value - 1).Take(1).ToList();
                if (blocks.Count > 0)
                    Do(seat, new CoreEffect.Send(serve.To, new PeerMessage.FinalBlocks(blocks)));
                break;
            case CoreEffect.SetTimer timer:
                _timers[seat] = timer.Due;
                break;
            case CoreEffect.Deliver final:
                Count(seat, final);
                break;
        }
    }

    private void Count(int seat, CoreEffect.Deliver final)
    {
        _heights[seat] = final.Block.Header.Height.Value;
        if (_heights[seat] > (ulong)_chain.Count)
            _chain.Add(final.Block);
        if (_heights.Min() == _heights[seat])
            Ordered += final.Expanded.RollupBlocks.Sum(block => block.Transactions.Count);
    }

    private static Arrival Message(int to, int from, byte[] encoded) =>
        new(to, new ValidatorIndex((ushort)from), null, encoded);

    private void Enqueue(Arrival arrival, TimeSpan at) => _queue.Enqueue(arrival, (at, _number++));

    private readonly record struct Arrival(int To, ValidatorIndex? From, Batch? Batch, byte[]? Message);
}
