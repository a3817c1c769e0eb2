using SharedSequencer.Launcher.Processes;
using SharedSequencer.Testing;

namespace SharedSequencer.LocalMesh.Tests.Processes;

public sealed class MeshProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mesh-process-");

    private string RecordFile => Path.Combine(_folder.FullName, "processes.json");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_started_process_is_noted_before_anyone_is_told()
    {
        using var process = Create("exec sleep 600");
        await process.StartAsync(Cancellation);

        var entry = Assert.Single(ProcessRecord.Read(RecordFile));
        Assert.Equal(("test", process.Id), (entry.Name, entry.Identity.Id));
        Assert.True(entry.Identity.IsAlive);
        await process.KillAsync(Cancellation);
        Assert.False(entry.Identity.IsAlive);
    }

    [Fact]
    public async Task Stopping_asks_first()
    {
        using var process = Create("trap 'echo asked; exit 3' TERM; echo up; while :; do sleep 0.05; done");
        await process.StartAsync(Cancellation);
        await Eventually.HoldsAsync(() => process.LogTail(9).Contains("up"), "the script runs", Cancellation);
        await process.StopAsync(Cancellation);

        Assert.Equal(3, process.ExitCode);
        Assert.Contains("asked", process.LogTail(9));
    }

    [Fact]
    public async Task A_frozen_process_can_be_stopped()
    {
        using var process = Create("exec sleep 600");
        await process.StartAsync(Cancellation);
        process.Send(UnixSignal.Stop);
        await Eventually.HoldsAsync(
            () => ProcessStatus.TryRead(process.Id)?.State == 'T', "the process is stopped", Cancellation);
        await process.StopAsync(Cancellation);

        Assert.Equal(128 + 15, process.ExitCode);
    }

    [Fact]
    public async Task Variables_of_a_restart_come_on_top_until_they_are_replaced()
    {
        using var process = Create("echo fault: $FAULT");
        foreach (var variables in (Dictionary<string, string>[])[new() { ["FAULT"] = "slow" }, []])
        {
            process.Variables = variables;
            await process.StartAsync(Cancellation);
            await process.WaitForExitAsync(Cancellation);
        }

        Assert.Equal("fault: slow\nfault:", process.LogTail(9));
    }

    [Fact]
    public async Task It_can_be_started_again_and_its_log_goes_on()
    {
        using var process = Create("echo line");
        await process.StartAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        await process.StartAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal("line\nline", process.LogTail(9));
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task It_stands_outside_the_process_group_of_the_terminal()
    {
        using var process = Create("exec sleep 600");
        await process.StartAsync(Cancellation);
        await Eventually.HoldsAsync(() => Group(process.Id) == process.Id, "it is its own group", Cancellation);

        await process.KillAsync(Cancellation);
    }

    [Fact]
    public async Task CPU_time_counts_the_children_as_well()
    {
        using var process = Create("sh -c 'while :; do :; done' & wait");
        await process.StartAsync(Cancellation);
        await Eventually.HoldsAsync(
            () => process.CpuTime > TimeSpan.FromMilliseconds(100), "the child burns time", Cancellation);

        var children = Children(process.Id);
        await process.KillAsync(Cancellation);
        foreach (var child in children)
            child.Send(UnixSignal.Kill);
    }

    [Fact]
    public async Task A_missing_program_ends_it_with_the_shells_code()
    {
        using var process = new MeshProcess(
            Spec("/nowhere/at-all", []), new ProcessRecord(RecordFile), TimeProvider.System);
        await process.StartAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(127, process.ExitCode);
        Assert.Contains("/nowhere/at-all", process.LogTail(9));
    }

    [Fact]
    public void A_damaged_record_counts_as_empty()
    {
        File.WriteAllText(RecordFile, "[{\"Name\":");

        Assert.Empty(ProcessRecord.Read(RecordFile));
    }

    private static int Group(int id) => int.Parse(File.ReadAllText($"/proc/{id}/stat").Split(") ")[1].Split(' ')[2]);

    private static List<ProcessIdentity> Children(int parent) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0)
            .Where(id => id > 0 && ProcessStatus.TryRead(id)?.ParentId == parent)
            .Select(id => ProcessIdentity.TryRead(id, out var identity) ? identity : default)];

    private MeshProcess Create(string script) =>
        new(Spec("sh", ["-c", script]), new ProcessRecord(RecordFile), TimeProvider.System);

    private ProcessSpec Spec(string program, string[] arguments) => new()
    {
        Name = "test",
        Program = program,
        Arguments = arguments,
        WorkingFolder = _folder.FullName,
        LogFile = Path.Combine(_folder.FullName, "test.log"),
    };
}
