using System.Runtime.InteropServices;

namespace SharedSequencer.StandIn.Hosting;

/// <summary>The process: reads its configuration, runs until SIGTERM or SIGINT, stops the sidecars in order.</summary>
internal static class StandInProgram
{
    private const int BadConfiguration = 2;

    public static async Task<int> RunAsync(string[] arguments)
    {
        using var loggers = LoggerFactory.Create(logging => logging
            .AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Grpc", LogLevel.Warning));
        var options = ReadOptions(arguments);
        var faults = StandInOptionsValidator.Check(options);
        foreach (var fault in faults) loggers.CreateLogger("StandIn").ConfigurationFault(fault);
        if (faults.Count > 0) return BadConfiguration;

        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        await using var host = await StandInHost.StartAsync(options, TimeProvider.System, loggers, stop.Token);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    // Later sources win: file (--config FILE), environment (StandIn__…), command line (--StandIn:…).
    private static StandInOptions ReadOptions(string[] arguments)
    {
        var commandLine = new ConfigurationBuilder().AddCommandLine(arguments).Build();
        var builder = new ConfigurationBuilder();
        if (commandLine["config"] is { } file) builder.AddJsonFile(Path.GetFullPath(file), optional: false);
        var options = new StandInOptions();
        builder.AddEnvironmentVariables().AddCommandLine(arguments).Build()
            .GetSection(StandInOptions.Section).Bind(options);
        return options;
    }
}
