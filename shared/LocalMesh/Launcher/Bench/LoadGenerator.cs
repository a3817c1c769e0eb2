namespace SharedSequencer.Launcher.Bench;

/// <summary>Sends a load to one server and takes the time.</summary>
internal static class LoadGenerator
{
    /// <summary>Accepted transactions per second, from the first byte sent to the last answer read.</summary>
    public static async Task<double> RunAsync(
        Load load, Uri target, TimeProvider time, CancellationToken cancellation)
    {
        var connections = await Task.WhenAll(
            load.Bodies.Select(_ => LoadConnection.OpenAsync(target, cancellation)));
        try
        {
            var started = time.GetTimestamp();
            await Task.WhenAll(connections.Zip(load.Bodies).Select(pair => Task.Run(
                () => pair.First.SendAllAsync(pair.Second, load.Shape.BatchSize, cancellation), cancellation)));
            return load.Shape.Transactions / time.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            foreach (var connection in connections)
                connection.Dispose();
        }
    }
}
