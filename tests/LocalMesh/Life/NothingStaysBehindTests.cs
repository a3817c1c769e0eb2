using SharedSequencer.Launcher;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Processes;
using SharedSequencer.Testing;

namespace SharedSequencer.LocalMesh.Tests.Life;

/// <summary>Whatever ends the launcher, no process of its mesh stays.</summary>
public sealed class NothingStaysBehindTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_kill_of_the_launcher_every_process_is_gone()
    {
        var (launcher, children) = await RunningLauncher.StartAsync(Cancellation);
        await using var _ = launcher;
        var family = children.SelectMany(Family).ToList();
        Assert.True(family.Count > children.Count, "PostgreSQL has children of its own");

        launcher.Signal((int)UnixSignal.Kill);

        await Eventually.HoldsAsync(() => family.All(child => !child.IsAlive), "every process is gone", Cancellation);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(1)]
    public async Task A_signal_that_asks_stops_everything_in_order(int signal)
    {
        var (launcher, children) = await RunningLauncher.StartAsync(Cancellation);
        await using var _ = launcher;
        var family = children.SelectMany(Family).ToList();

        launcher.Signal(signal);
        // As timeout(1) does it: a repetition must not turn the orderly stop into a kill.
        launcher.Signal(signal);
        await launcher.WaitForExitAsync(Cancellation);

        Assert.All(family, child => Assert.False(child.IsAlive));
        Assert.Contains(
            "database system is shut down",
            await File.ReadAllTextAsync(Path.Combine(launcher.RunFolder, "postgres", "server.log"), Cancellation));
    }

    [Fact]
    public async Task A_start_that_fails_stops_what_it_had_started()
    {
        var folder = Directory.CreateTempSubdirectory("mesh-life-");
        var options = new MeshOptions
        {
            Run = "broken",
            Lasting = true,
            DataFolder = folder.FullName,
            ServiceEnvironment = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "not an address" },
        };

        var refusal = await Assert.ThrowsAsync<LocalMeshException>(
            () => LocalMeshHost.StartAsync(options, new Silent(), Cancellation));

        Assert.Contains("ended with code", refusal.Message);
        var record = ProcessRecord.Read(Path.Combine(folder.FullName, "broken", "processes.json"));
        Assert.NotEmpty(record);
        Assert.All(record, entry => Assert.False(entry.Identity.IsAlive));
        Launcher.Runs.RunFolder.Take(Path.Combine(folder.FullName, "broken"), wipe: true).Delete();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_next_launcher_ends_what_is_still_there()
    {
        var folder = Directory.CreateTempSubdirectory("mesh-life-");
        var run = Directory.CreateDirectory(Path.Combine(folder.FullName, "demo-1"));
        var spec = new ProcessSpec
        {
            Name = "left-over",
            Program = "sleep",
            Arguments = ["600"],
            WorkingFolder = run.FullName,
            LogFile = Path.Combine(run.FullName, "log"),
        };
        using var leftOver = new MeshProcess(
            spec, new ProcessRecord(Path.Combine(run.FullName, "processes.json")), TimeProvider.System);
        await leftOver.StartAsync(Cancellation);

        Launcher.Runs.RunFolder.SweepLeftovers(folder.FullName);

        await leftOver.WaitForExitAsync(Cancellation);
        Assert.Equal(128 + 9, leftOver.ExitCode);
        folder.Delete(recursive: true);
    }

    private static IEnumerable<ProcessIdentity> Family(ProcessIdentity parent) =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0)
            .Where(id => id > 0 && ProcessStatus.TryRead(id)?.ParentId == parent.Id)
            .Select(id => ProcessIdentity.TryRead(id, out var identity) ? identity : default)
            .Append(parent);

    private sealed class Silent : IProgress<string>
    {
        public void Report(string value)
        {
        }
    }
}
