using System.Net.Http.Json;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Messages;

namespace SharedSequencer.Launcher.Bench;

/// <summary>Watches how far the sagas are behind the chain, from outside the bundles service.</summary>
internal sealed class SagaWatch(MeshEndpoints endpoints, HttpClient http, TimeProvider time)
{
    private const string Service = "bundles";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private static readonly BundleState[] Open = [BundleState.Validated, BundleState.Included, BundleState.Preparing];

    /// <summary>Looks until told to stop.</summary>
    /// <returns>The greatest backlog seen.</returns>
    public async Task<long> WatchAsync(CancellationToken stop)
    {
        var most = 0L;
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
                most = Math.Max(most, (await LookAsync(stop)).Backlog);
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Seen enough.
        }

        return most;
    }

    /// <summary>How far they are now.</summary>
    public async Task<SagaStand> LookAsync(CancellationToken cancellation) =>
        SagaStand.Read(new MetricsPage(await http.GetStringAsync(endpoints.Metrics[Service], cancellation)));

    /// <summary>Waits until every bundle's saga has come to its end and everything is published.</summary>
    /// <param name="bundles">How many were sent in all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="LocalMeshException">It does not.</exception>
    public Task DrainAsync(long bundles, CancellationToken cancellation) => Waiting.UntilAsync(
        async token => await LookAsync(token) is { Backlog: 0 } stand && stand.Heard >= bundles && await IsIdleAsync(token),
        $"the sagas of {bundles} bundles have come to their end", Patience, time, cancellation);

    private async Task<bool> IsIdleAsync(CancellationToken cancellation)
    {
        foreach (var state in Open)
        {
            var first = new Uri(endpoints.Services[Service], $"{BundlesRoutes.Bundles}?state={state}&limit=1");
            var page = await http.GetFromJsonAsync<BundlePage>(first, MeshJson.Options, cancellation);
            if (page is not { Bundles.Count: 0 })
                return false;
        }

        return true;
    }
}
