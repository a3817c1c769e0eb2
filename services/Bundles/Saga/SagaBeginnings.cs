using System.Threading.Channels;
using SharedSequencer.Bundles.Chain;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Bundles.Saga;

/// <summary>
/// Begins the sagas of bundles that were found good, those that wait together and behind the answers: who asks for a verdict
/// waits for no saga. What a block has judged meanwhile is told to the sagas with the block, so it needs no beginning here; nor is
/// anything lost with what finds no room, or waits when the service stops: its saga begins when it is ordered.
/// </summary>
internal sealed class SagaBeginnings(
    FollowedChain chain, SagaInbox inbox, Telemetry telemetry, TimeProvider time, ILogger<SagaBeginnings> logger)
    : BackgroundService
{
    private const int Room = 4_096;
    private const int Most = 256;

    private readonly Channel<BundleValidated> _waiting = Channel.CreateBounded<BundleValidated>(
        new BoundedChannelOptions(Room) { SingleReader = true });

    /// <summary>Takes it up, or leaves it to the block that will judge it.</summary>
    public void Begin(BundleValidated validated)
    {
        if (!_waiting.Writer.TryWrite(validated)) telemetry.NotBegun("no-room");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                if (Unjudged() is not { Count: > 0 } together) continue;
                await DatabaseTrouble.RetryAsync(
                    token => inbox.HandleAsync(together, token), logger.DatabaseFailed, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    /// <summary>Those that wait, as far as no block has judged them.</summary>
    private List<IBundleMessage> Unjudged()
    {
        var unjudged = new List<IBundleMessage>();
        while (unjudged.Count < Most && _waiting.Reader.TryRead(out var validated))
        {
            if (chain.HasJudged(validated.Bundle)) telemetry.NotBegun("judged");
            else unjudged.Add(validated);
        }

        return unjudged;
    }
}
