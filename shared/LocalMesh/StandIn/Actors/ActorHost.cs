using System.Collections.Concurrent;
using System.Net.Http.Headers;
using SharedSequencer.StandIn.Handshake;
using SharedSequencer.StandIn.Http;

namespace SharedSequencer.StandIn.Actors;

/// <summary>
/// The actors of one app: the table of active instances, their turns, and their deactivation when idle or halted.
/// </summary>
internal sealed class ActorHost(AppEndpoint app, AppChannel channel, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LongestSweep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ShortestSweep = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<ActorAddress, ActorInstance> active = new();
    private readonly ActorTurn turns = new(app, channel);
    private ActorConfig config = ActorConfig.None;

    public IReadOnlyDictionary<string, ActorSettings> Types => config.Types;

    public IEnumerable<ActorInstance> Active => active.Values;

    /// <summary>Takes over what the app said in its handshake.</summary>
    public void Configure(ActorConfig fromApp) => config = fromApp;

    /// <summary>True when the actor has an instance here; only then may it write state.</summary>
    public bool IsActive(ActorAddress actor) => active.ContainsKey(actor);

    public int CountActive(string type) => active.Keys.Count(actor => actor.Type == type);

    /// <summary>Waits for the actor's turn and hands the call to the app.</summary>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public async Task<TurnOutcome> RunAsync(ActorCall call, TurnTerms terms, HttpResponse answer)
    {
        while (true)
        {
            var instance = active.GetOrAdd(call.Actor, NewInstance);
            await instance.Turns.EnterAsync(terms.CallerLeft);
            try
            {
                if (instance.IsHalted) continue;
                using var turn = new RunningTurn(terms.Timeout, time, terms.CallerLeft);
                instance.Begin(turn, time.GetTimestamp());
                // A halt between the check above and Begin found no turn to cut.
                if (instance.IsHalted) turn.Cut(CutReason.Moved);
                return await turns.RunAsync(call, terms, turn, answer);
            }
            finally
            {
                instance.End();
                instance.Turns.Leave();
            }
        }
    }

    /// <summary>Deactivates idle actors until cancelled.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (Types.Count == 0) return;
        var interval = Types.Values.Min(settings => settings.IdleTimeout) / 100;
        if (interval > LongestSweep) interval = LongestSweep;
        if (interval < ShortestSweep) interval = ShortestSweep;
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(interval, time, cancellationToken);
            foreach (var instance in active.Values.Where(instance => instance.IdleFor(time) >= instance.Settings.IdleTimeout))
                _ = DeactivateAsync(instance, CutReason.Idle, cancellationToken);
        }
    }

    /// <summary>Deactivates every actor at once; running turns are cut. Completes when the app answered every DELETE.</summary>
    public Task HaltAsync(CutReason reason, CancellationToken cancellationToken) =>
        Task.WhenAll(active.Values.Select(instance => DeactivateAsync(instance, reason, cancellationToken)));

    /// <summary>
    /// As the other, but does not wait long for answers: an SDK app answers a DELETE when the actor's turn is over, and
    /// that turn may itself be waiting for state behind the gate that the caller of this method holds.
    /// </summary>
    public async Task HaltBehindGateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await HaltAsync(CutReason.Moved, CancellationToken.None).WaitAsync(AnswerWait, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The DELETEs stay under way.
        }
    }

    /// <summary>Forgets every actor without telling the app, as a killed sidecar does.</summary>
    public void Abandon()
    {
        foreach (var instance in active.Values)
        {
            active.TryRemove(new KeyValuePair<ActorAddress, ActorInstance>(instance.Address, instance));
            instance.Halt(CutReason.Moved);
        }
    }

    private ActorInstance NewInstance(ActorAddress actor)
    {
        var instance = new ActorInstance(actor, config.Types.GetValueOrDefault(actor.Type, ActorSettings.Default));
        instance.Touch(time.GetTimestamp());
        return instance;
    }

    // Sent once; whatever the app answers, the actor counts as inactive.
    private async Task DeactivateAsync(ActorInstance instance, CutReason reason, CancellationToken cancellationToken)
    {
        if (!active.TryRemove(new KeyValuePair<ActorAddress, ActorInstance>(instance.Address, instance))) return;
        instance.Halt(reason);
        var (type, id) = instance.Address;
        using var request = AppChannel.Request(
            HttpMethod.Delete, app, $"/actors/{PathText.Encode(type)}/{PathText.Encode(id)}");
        request.Content = new ByteArrayContent([]);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        try
        {
            using var response = await channel.SendAsync(request, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            logger.DeactivationUnanswered(failure, type, id);
        }
    }
}
