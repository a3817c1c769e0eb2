namespace SharedSequencer.Launcher.Bench;

/// <summary>Lets all users of a load send at once, each on a connection of its own, and takes the time.</summary>
internal sealed class BundleLoadGenerator(Uri ingress, TimeProvider time)
{
    /// <summary>
    /// As fast as the ingress takes them. Bundles per second until the chain has judged the last ones: the ingress keeps the
    /// order of what one user sends, so each user waits with its last one.
    /// </summary>
    public async Task<double> RushAsync(BundleLoad load, CancellationToken cancellation)
    {
        var (_, span) = await RunAsync(load, SendAllAsync, cancellation);
        return load.Count / span.TotalSeconds;

        async Task<double[]> SendAllAsync(BundleConnection connection, PreparedBundle[] bundles)
        {
            foreach (var bundle in bundles[..^1])
                await connection.SendAsync(bundle, cancellation);
            await connection.OrderAsync(bundles[^1], cancellation);
            return [];
        }
    }

    /// <summary>Each user sends its next bundle when the chain has judged the one before; milliseconds of each.</summary>
    public Task<IReadOnlyList<double>> OrderAsync(BundleLoad load, CancellationToken cancellation) =>
        EachAsync(load, (connection, bundle) => connection.OrderAsync(bundle, cancellation), cancellation);

    /// <summary>The same until the chain has decided.</summary>
    public Task<IReadOnlyList<double>> DecideAsync(BundleLoad load, CancellationToken cancellation) =>
        EachAsync(load, (connection, bundle) => connection.DecideAsync(bundle, cancellation), cancellation);

    private async Task<IReadOnlyList<double>> EachAsync(
        BundleLoad load, Func<BundleConnection, PreparedBundle, Task> bringAsync, CancellationToken cancellation)
    {
        var (spans, _) = await RunAsync(load, MeasureAsync, cancellation);
        return [.. spans.SelectMany(own => own)];

        async Task<double[]> MeasureAsync(BundleConnection connection, PreparedBundle[] bundles)
        {
            var own = new double[bundles.Length];
            for (var i = 0; i < bundles.Length; i++)
            {
                var started = time.GetTimestamp();
                await bringAsync(connection, bundles[i]);
                own[i] = time.GetElapsedTime(started).TotalMilliseconds;
            }

            return own;
        }
    }

    private async Task<(double[][] Spans, TimeSpan Whole)> RunAsync(
        BundleLoad load, Func<BundleConnection, PreparedBundle[], Task<double[]>> sendAsync, CancellationToken cancellation)
    {
        var connections = await Task.WhenAll(
            load.ByUser.Select(_ => BundleConnection.OpenAsync(ingress, cancellation)));
        try
        {
            var started = time.GetTimestamp();
            var spans = await Task.WhenAll(connections.Zip(load.ByUser).Select(
                pair => Task.Run(() => sendAsync(pair.First, pair.Second), cancellation)));
            return (spans, time.GetElapsedTime(started));
        }
        finally
        {
            foreach (var connection in connections)
                connection.Dispose();
        }
    }
}
