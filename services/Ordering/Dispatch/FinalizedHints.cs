using System.Diagnostics;
using System.Threading.Channels;
using Dapr;
using Dapr.Client;
using Grpc.Core;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Queue;

namespace SharedSequencer.Ordering.Dispatch;

/// <summary>
/// Publishes the highest hint that a queue announced. One publish at a time; what is announced meanwhile is
/// merged into one. A hint that cannot be published is lost, which readers survive: they also ask by
/// themselves.
/// </summary>
internal sealed class FinalizedHints(DaprClient dapr, ILogger<FinalizedHints> logger)
    : BackgroundService, IFinalizedHints
{
    private readonly Lock _gate = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private BlockFinalizedHint _highest = new(0, "");
    private ActivityContext _trace;

    public void Announce(BlockFinalizedHint hint)
    {
        lock (_gate)
        {
            if (hint.Height <= _highest.Height)
            {
                return;
            }

            _highest = hint;
            _trace = Activity.Current?.Context ?? default;
        }

        _signal.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _signal.Reader.ReadAllAsync(stoppingToken))
        {
            var (hint, trace) = Highest();
            await Publish(hint, trace, stoppingToken);
        }
    }

    private (BlockFinalizedHint Hint, ActivityContext Trace) Highest()
    {
        lock (_gate)
        {
            return (_highest, _trace);
        }
    }

    private async Task Publish(BlockFinalizedHint hint, ActivityContext trace, CancellationToken cancel)
    {
        using var span = Telemetry.Source.StartActivity(
            Telemetry.AnnounceBlock, ActivityKind.Producer, trace);
        try
        {
            await dapr.PublishEventAsync(MeshComponents.PubSub, Topics.BlockFinalized, hint, cancel);
            Count("published");
        }
        catch (Exception failure)
            when (failure is DaprException or RpcException && !cancel.IsCancellationRequested)
        {
            Count("lost");
            logger.HintLost(hint.Height, failure.GetBaseException().Message);
        }
    }

    private static void Count(string outcome) =>
        Telemetry.Hints.Add(1, new KeyValuePair<string, object?>(Telemetry.Outcome, outcome));
}
