using System.Globalization;

namespace SharedSequencer.Launcher.Processes;

/// <summary>Names one process for good: ids are used again, start times with ids and boots are not.</summary>
/// <param name="Id">Process id.</param>
/// <param name="StartTicks">Clock ticks between boot and the start of the process.</param>
/// <param name="Boot">Id of the boot.</param>
public readonly record struct ProcessIdentity(int Id, ulong StartTicks, string Boot)
{
    private static readonly string CurrentBoot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>Whether that very process still runs. One that has ended and was not yet reaped does not.</summary>
    public bool IsAlive => TryRead(Id, out var now) && now == this;

    /// <summary>Reads the identity of a running process; false when there is none.</summary>
    public static bool TryRead(int processId, out ProcessIdentity identity)
    {
        identity = default;
        if (ProcessStatus.TryRead(processId) is not { State: not ('Z' or 'X') } status)
            return false;
        identity = new ProcessIdentity(processId, status.StartTicks, CurrentBoot);
        return true;
    }

    /// <summary>Sends a signal, unless the process has ended or its id belongs to another by now.</summary>
    public void Send(UnixSignal signal)
    {
        if (IsAlive)
            _ = NativeMethods.Kill(Id, (int)signal);
    }

    /// <inheritdoc/>
    public override string ToString() => Id.ToString(CultureInfo.InvariantCulture);
}
