using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SharedSequencer.DaprConformance.Tests.Support;
using SharedSequencer.Testing;

namespace SharedSequencer.DaprConformance.Tests.Unit;

/// <summary>The stand-in as a process.</summary>
public sealed class StandInProcessTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_once_that_it_is_ready_and_ends_with_0_when_told_to_stop()
    {
        var folder = Directory.CreateTempSubdirectory("stand-in-").FullName;
        try
        {
            var port = Loopback.FreePort();
            var log = Path.Combine(folder, "log");
            using var process = await StartAsync(folder, log, Configuration(port));
            using var caller = new RawCaller();
            await Eventually.HoldsAsync(
                async cancelled => await StatusAsync(caller, port, cancelled) == 204, "the sidecar listens", Cancelled);
            await Eventually.HoldsAsync(() => File.ReadAllText(log).Contains("ready:", StringComparison.Ordinal), "ready", Cancelled);
            await ChildProcesses.RunAsync(
                "kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)], null, Cancelled);
            await process.WaitForExitAsync(Cancelled);
            Assert.Equal(0, process.ExitCode);
            Assert.Single(File.ReadAllLines(log), line => line.Contains("ready: 1 sidecars", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task With_a_wrong_configuration_it_says_what_is_wrong_and_ends_with_2()
    {
        var folder = Directory.CreateTempSubdirectory("stand-in-").FullName;
        try
        {
            var log = Path.Combine(folder, "log");
            using var process = await StartAsync(folder, log, "{}");
            await process.WaitForExitAsync(Cancelled);
            Assert.Equal(2, process.ExitCode);
            Assert.Contains("ConnectionString", await File.ReadAllTextAsync(log, Cancelled), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Process> StartAsync(string folder, string log, string configuration)
    {
        var file = Path.Combine(folder, "stand-in.json");
        await File.WriteAllTextAsync(file, configuration, Cancelled);
        var program = Path.Combine(AppContext.BaseDirectory, "SharedSequencer.StandIn.dll");
        return await ChildProcesses.StartAsync(
            "sh", ["-c", "exec dotnet \"$0\" --config \"$1\" > \"$2\" 2>&1", program, file, log]);
    }

    // Nobody listens at the database: it is asked for only when actor state is.
    private static string Configuration(int httpPort) => JsonSerializer.Serialize(new
    {
        StandIn = new
        {
            ConnectionString = "Host=127.0.0.1;Port=1;Username=postgres",
            Apps = new[] { new { AppId = "app", AppPort = Loopback.FreePort(), HttpPort = httpPort } },
        },
    });

    private static async Task<int> StatusAsync(RawCaller caller, int port, CancellationToken cancellationToken)
    {
        try
        {
            var url = RawCaller.Url(port, "/v1.0/healthz/outbound");
            return (await caller.SendAsync(HttpMethod.Get, url, null, cancellationToken)).Status;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }
}
