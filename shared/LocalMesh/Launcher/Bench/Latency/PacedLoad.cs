namespace SharedSequencer.Launcher.Bench;

/// <summary>Sends a load at a fixed rate: each request at its time, or once its connection's last one is answered.</summary>
internal static class PacedLoad
{
    /// <summary>Sends everything at that many transactions per second; tells the rate that came of it.</summary>
    public static async Task<double> RunAsync(
        Load load, Uri target, double rate, TimeProvider time, CancellationToken cancellation)
    {
        var interval = TimeSpan.FromSeconds(load.Shape.BatchSize * load.Shape.Connections / rate);
        var started = time.GetTimestamp();
        await Task.WhenAll(load.Bodies.Select((bodies, connection) => Task.Run(
            () => SendAsync(bodies, started, connection * interval / load.Shape.Connections), cancellation)));
        return load.Shape.Transactions / time.GetElapsedTime(started).TotalSeconds;

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
