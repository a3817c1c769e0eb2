using SharedSequencer.StandIn.Handshake;

namespace SharedSequencer.StandIn.Actors;

/// <summary>
/// What every host of a type goes through when another joins, leaves or crashes: new calls and state operations wait,
/// running turns get the drain time, what is left is cut and sent again by the caller's sidecar a second later.
/// </summary>
internal sealed class Rebalance(Placement placement, TimeProvider time)
{
    /// <summary>Cuts running calls now.</summary>
    /// <param name="deactivate">The actors move away and back: each also gets its DELETE.</param>
    /// <param name="cancellationToken">Gives up waiting for running turns.</param>
    public async Task RunAsync(bool deactivate, CancellationToken cancellationToken)
    {
        placement.Gate.Close();
        try
        {
            var instances = placement.Hosts.SelectMany(host => host.Active).ToList();
            await Task.WhenAll(instances.Select(instance => DrainAsync(instance, cancellationToken)));
            if (!deactivate) return;
            foreach (var host in placement.Hosts) await host.HaltBehindGateAsync(cancellationToken);
        }
        finally
        {
            placement.Gate.Open();
        }
    }

    private async Task DrainAsync(ActorInstance instance, CancellationToken cancellationToken)
    {
        if (instance.Running is not { } turn) return;
        if (instance.Settings.DrainRebalanced) await EndOrTimeoutAsync(turn, instance.Settings, cancellationToken);
        turn.Cut(CutReason.Moved);
    }

    private async Task EndOrTimeoutAsync(RunningTurn turn, ActorSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            await turn.Ended.WaitAsync(settings.DrainTimeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The turn outlasts the drain time and is cut.
        }
    }
}
