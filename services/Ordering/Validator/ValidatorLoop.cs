using System.Diagnostics;
using System.Threading.Channels;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Peers;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Validator;

/// <summary>
/// The one thread of the validator role. A round takes what has come in, steps the core for each input,
/// commits everything that must be durable in one journal transaction, and only then lets the other effects
/// out, in order (R19). While a commit runs the next inputs gather: under load rounds grow instead of
/// multiplying.
/// </summary>
internal sealed class ValidatorLoop : IBatchSubmission, IPeerInbox, IDisposable
{
    private readonly Channel<LoopInput> _inbox;
    private readonly Dictionary<Hash256, WaitingCallers> _waiting = [];
    private readonly ValidatorRound _round = new();
    private readonly LoopTimer _timer;
    private readonly CommitGate _gate;
    private readonly FinalChain _chain;
    private readonly IReadOnlyList<IFinalBlockSink> _sinks;
    private readonly IPeerNetwork _peers;
    private readonly ILogger<ValidatorLoop> _logger;
    private readonly BatchTraces _traces;
    private readonly UnansweredBlocks _unanswered;
    private readonly ValidatorOptions _options;
    private readonly TimeProvider _time;

    public ValidatorLoop(
        CommitGate gate, FinalChain chain, IEnumerable<IFinalBlockSink> sinks, IPeerNetwork peers,
        BatchTraces traces, UnansweredBlocks unanswered, ValidatorOptions options, TimeProvider time, ILogger<ValidatorLoop> logger)
    {
        _peers = peers;
        _logger = logger;
        _gate = gate;
        _chain = chain;
        _sinks = [.. sinks];
        _traces = traces;
        _unanswered = unanswered;
        _options = options;
        _time = time;
        _inbox = Channel.CreateBounded<LoopInput>(
            new BoundedChannelOptions(options.InboxSize) { SingleReader = true });
        // A full inbox needs no wake-up: there is work, and every round looks at the timers.
        _timer = new LoopTimer(time, () => _inbox.Writer.TryWrite(LoopInput.WakeUp));
    }

    public async Task<SubmitResult> Submit(Batch batch, CancellationToken cancel)
    {
        var answer =
            new TaskCompletionSource<SubmitResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var limit = new CancellationTokenSource(_options.SubmitTimeout, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await _inbox.Writer.WriteAsync(new LoopInput(batch, answer, ContextOfCaller, null), stop.Token);
            return await answer.Task.WaitAsync(stop.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return SubmitResult.Unavailable;
        }
        catch (ChannelClosedException)
        {
            return SubmitResult.Unavailable;
        }
    }

    public async Task<bool> Take(PeerInput input, CancellationToken cancel)
    {
        try
        {
            await _inbox.Writer.WriteAsync(new LoopInput(null, null, default, input), cancel);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>Runs until it is stopped or the journal refuses.</summary>
    public async Task Run(OrderingCore core, CancellationToken cancel)
    {
        try
        {
            core.Start(_timer.Now, _round.Effects);
            await Finish(core, cancel);
            while (await _inbox.Reader.WaitToReadAsync(cancel))
            {
                Gather(core);
                await Finish(core, cancel);
            }
        }
        finally
        {
            _inbox.Writer.Complete();
            Abandon();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Gather(OrderingCore core)
    {
        var bytes = 0;
        for (var inputs = 0;
            inputs < _options.MaxRoundInputs && bytes < _options.MaxRoundBytes && _inbox.Reader.TryRead(out var input);
            inputs++)
        {
            if (input.Batch is { } batch)
            {
                bytes += batch.Size;
                Step(core, batch, input);
            }
            else if (input.Peer is { } peer)
            {
                bytes += peer.Bytes;
                peer.Room.Return();
                core.Step(new CoreInput.MessageReceived(peer.From, peer.Message), _timer.Now, _round.Effects);
            }
        }

        var now = _timer.Now;
        if (_timer.TakeDue(now.Monotonic))
        {
            core.Step(new CoreInput.TimerFired(), now, _round.Effects);
        }
    }

    private void Step(OrderingCore core, Batch batch, LoopInput input)
    {
        Await(batch, input.Answer!);
        if (!_chain.HasPassed(batch.Header))
        {
            _traces.Begin(batch, input.Trace);
        }

        core.Step(new CoreInput.BatchReceived(batch), _timer.Now, _round.Effects);
    }

    private async Task Finish(OrderingCore core, CancellationToken cancel)
    {
        await _gate.Commit(_round.ToPersist(core.Final.Genesis, _options.SnapshotEveryBlocks), cancel);
        foreach (var (batch, own) in _round.Batches)
        {
            _peers.Expect(own);
            _chain.Hold(batch);
            _traces.Journaled(batch.Digest);
        }

        var states = _round.States;
        foreach (var effect in _round.ToRun)
        {
            Run(effect, states);
        }

        _round.Clear();
        _timer.Arm();
    }

    private void Run(CoreEffect effect, IReadOnlyDictionary<Height, ChainState> states)
    {
        switch (effect)
        {
            case CoreEffect.BatchAccepted accepted:
                Answer(accepted.Digest, SubmitResult.Durable);
                break;
            case CoreEffect.BatchRefused refused:
                Refuse(refused);
                break;
            case CoreEffect.SetTimer timer:
                _timer.Set(timer.Due);
                break;
            case CoreEffect.Deliver final:
                Deliver(final, states[final.Block.Header.Height]);
                break;
            default:
                RunOutwards(effect);
                break;
        }
    }

    private void RunOutwards(CoreEffect effect)
    {
        switch (effect)
        {
            case CoreEffect.Send { IsAnswer: true } answer:
                _peers.Answer(answer.To, answer.Message);
                break;
            case CoreEffect.Send send:
                Send(send);
                break;
            case CoreEffect.Broadcast broadcast:
                _peers.Broadcast(broadcast.Message);
                break;
            case CoreEffect.ServeFinal serve:
                _peers.ServeFinal(serve.To, serve.From);
                break;
            case CoreEffect.ReportEvidence report:
                Telemetry.Evidence.Add(1);
                _logger.EvidenceFound(report.Evidence.GetType().Name);
                break;
            default:
                throw new InvalidOperationException($"The loop cannot do {effect.GetType().Name}.");
        }
    }

    private void Send(CoreEffect.Send send)
    {
        if (send.Message is PeerMessage.FinalWanted wanted)
        {
            _unanswered.Ask(wanted.From);
        }

        _peers.Send(send.To, send.Message);
    }

    private void Deliver(CoreEffect.Deliver final, ChainState state)
    {
        // Whoever sees the new height must find the block, which the journal need not hold yet.
        foreach (var sink in _sinks)
        {
            sink.Take(final.Block, final.Expanded);
        }

        _chain.Advance(state, final.Block.Block);

        _traces.End(final.Block.Block);
        _peers.Settle(final.Block.Header.View);
    }

    private static ActivityContext ContextOfCaller => Activity.Current?.Context ?? default;

    private void Await(Batch batch, TaskCompletionSource<SubmitResult> answer)
    {
        if (!_waiting.TryGetValue(batch.Digest, out var callers))
        {
            _waiting.Add(batch.Digest, callers = new WaitingCallers(batch.Header));
        }

        callers.Answers.Add(answer);
    }

    private void Refuse(CoreEffect.BatchRefused refused)
    {
        _traces.Forget(refused.Digest);
        var passed =
            _waiting.TryGetValue(refused.Digest, out var callers) && _chain.HasPassed(callers.Header);
        Answer(refused.Digest, passed ? SubmitResult.Settled : ResultOf(refused.Refusal));
    }

    private void Answer(in Hash256 digest, SubmitResult result)
    {
        if (_waiting.Remove(digest, out var callers))
        {
            callers.Answers.ForEach(answer => answer.TrySetResult(result));
        }
    }

    private void Abandon()
    {
        while (_inbox.Reader.TryRead(out var input))
        {
            input.Answer?.TrySetResult(SubmitResult.Unavailable);
            input.Peer?.Room.Return();
        }

        foreach (var answer in _waiting.Values.SelectMany(callers => callers.Answers))
        {
            answer.TrySetResult(SubmitResult.Unavailable);
        }
    }

    private static SubmitResult ResultOf(BatchRefusal refusal) => refusal switch
    {
        BatchRefusal.Expired => SubmitResult.Expired,
        BatchRefusal.LaneInactive or BatchRefusal.UnknownIngress => SubmitResult.Inactive,
        BatchRefusal.LaneFull => SubmitResult.Full,
        BatchRefusal.FromTheFuture => SubmitResult.Unavailable,
        BatchRefusal.Conflicting => SubmitResult.Conflicting,
        _ => SubmitResult.Refused,
    };

    private sealed record WaitingCallers(BatchHeader Header)
    {
        public List<TaskCompletionSource<SubmitResult>> Answers { get; } = [];
    }
}
