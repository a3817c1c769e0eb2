namespace SharedSequencer.Launcher.Bench;

/// <summary>Sends a load at a fixed rate, each request at its time whatever became of the one before.</summary>
internal static class PacedLoad
{
    /// <summary>Sends everything at that many transactions per second.</summary>
    public static Task RunAsync(
        Load load, Uri target, double rate, TimeProvider time, CancellationToken cancellation)
    {
        var interval = TimeSpan.FromSeconds(load.Shape.BatchSize * load.Shape.Connections / rate);
        var started = time.GetTimestamp();
        return Task.WhenAll(load.Bodies.Select((bodies, connection) => Task.Run(
            () => SendAsync(bodies, started, connection * interval / load.Shape.Connections), cancellation)));

        async Task SendAsync(byte[][] bodies, long origin, TimeSpan offset)
        {
            using var connection = await LoadConnection.OpenAsync(target, cancellation);
            for (var index = 0; index < bodies.Length; index++)
            {
                var wait = offset + (index * interval) - time.GetElapsedTime(origin);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, time, cancellation);
                await connection.SendAsync(target.AbsolutePath, bodies[index], load.Shape.BatchSize, cancellation);
            }
        }
    }
}
