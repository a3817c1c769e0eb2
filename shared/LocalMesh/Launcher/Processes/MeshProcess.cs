using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace SharedSequencer.Launcher.Processes;

/// <summary>A process of the mesh: started, watched, signalled, started again. Not safe for concurrent starts.</summary>
public sealed class MeshProcess : IDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    private readonly ProcessRecord _record;
    private readonly TimeProvider _time;
    private Process? _process;
    private ProcessIdentity _identity;

    internal MeshProcess(ProcessSpec spec, ProcessRecord record, TimeProvider time)
    {
        Spec = spec;
        _record = record;
        _time = time;
    }

    /// <summary>What is started; a change acts from the next start on.</summary>
    public ProcessSpec Spec { get; internal set; }

    /// <summary>Variables for the next starts, on top of what is always there.</summary>
    internal IReadOnlyDictionary<string, string> Variables { get; set; } = new Dictionary<string, string>();

    /// <summary>Name on the mesh.</summary>
    public string Name => Spec.Name;

    /// <summary>Process id of the latest start, or 0 before the first.</summary>
    public int Id => _identity.Id;

    /// <summary>Whether it runs (also when stopped by a signal).</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Exit code of the latest start, 128 and the signal's number when a signal ended it; null while it
    /// runs.</summary>
    public int? ExitCode => _process is { HasExited: true } process ? process.ExitCode : null;

    /// <summary>User and system time of the latest start, with its descendants; zero when it does not run.</summary>
    public TimeSpan CpuTime => IsRunning ? ProcessStatus.CpuTimeOfTree(Id) : TimeSpan.Zero;

    /// <summary>Starts it. Its readiness is somebody else's question.</summary>
    /// <exception cref="LocalMeshException">The program cannot be started.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (IsRunning)
            throw new InvalidOperationException($"{Name} runs already.");
        cancellation.ThrowIfCancellationRequested();
        _process?.Dispose();
        try
        {
            _process = await SpawnThread.StartAsync(GuardedCommand.Create(SpecOfStart(), Environment.ProcessId));
        }
        catch (Win32Exception exception)
        {
            throw new LocalMeshException($"{Name} cannot be started: {exception.Message}", exception);
        }

        // Already ended: nothing to guard, and whoever waits for it to be ready sees that.
        if (ProcessIdentity.TryRead(_process.Id, out _identity))
            _record.Add(Name, _identity);
        else
            _identity = new ProcessIdentity(_process.Id, 0, "");
    }

    private ProcessSpec SpecOfStart()
    {
        var all = new Dictionary<string, string>(Spec.Environment, StringComparer.Ordinal);
        foreach (var (name, value) in Variables)
            all[name] = value;
        return Spec with { Environment = all };
    }

    /// <summary>Sends a signal; nothing happens when it does not run.</summary>
    public void Send(UnixSignal signal)
    {
        if (IsRunning)
            _identity.Send(signal);
    }

    /// <summary>kill -9, and waits until it is gone.</summary>
    public Task KillAsync(CancellationToken cancellation)
    {
        Send(UnixSignal.Kill);
        return WaitForExitAsync(cancellation);
    }

    /// <summary>Asks it to end, waits, and kills it when it does not end within 15 seconds.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        // A process held by SIGSTOP would not hear the request.
        Send(UnixSignal.Continue);
        Send(Spec.StopSignal);
        using var patience = new CancellationTokenSource(StopPatience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            await KillAsync(cancellation);
        }
    }

    /// <summary>Waits until it has ended.</summary>
    public Task WaitForExitAsync(CancellationToken cancellation) =>
        _process?.WaitForExitAsync(cancellation) ?? Task.CompletedTask;

    /// <summary>The last lines of its log, to show when it failed.</summary>
    public string LogTail(int lines)
    {
        var all = File.Exists(Spec.LogFile) ? File.ReadAllLines(Spec.LogFile) : [];
        return string.Join('\n', all.TakeLast(lines));
    }

    /// <summary>Why it ended, in a sentence.</summary>
    public string DescribeExit() =>
        ExitCode is { } code ? $"{Name} ended with code {code.ToString(CultureInfo.InvariantCulture)}" : $"{Name} runs";

    /// <summary>Lets go of the handle; the process itself is not touched.</summary>
    public void Dispose() => _process?.Dispose();
}
