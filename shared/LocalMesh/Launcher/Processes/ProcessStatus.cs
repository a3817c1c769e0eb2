using System.Globalization;

namespace SharedSequencer.Launcher.Processes;

/// <summary>What Linux says about a process in <c>/proc/{id}/stat</c> (proc(5)).</summary>
/// <param name="State">R, S, D, T, Z and so on.</param>
/// <param name="ParentId">Process id of the parent.</param>
/// <param name="CpuTime">User and system time, its reaped children's included.</param>
/// <param name="StartTicks">Clock ticks between boot and its start.</param>
public readonly record struct ProcessStatus(char State, int ParentId, TimeSpan CpuTime, ulong StartTicks)
{
    // USER_HZ, fixed at 100 on every Linux that .NET runs on.
    private const long TicksPerSecond = 100;

    /// <summary>Reads the status; null when there is no such process.</summary>
    public static ProcessStatus? TryRead(int processId)
    {
        try
        {
            return Parse(File.ReadAllText($"/proc/{processId}/stat"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder goes when the process goes, also between opening and reading.
            return null;
        }
    }

    /// <summary>CPU time of a process and all its living descendants; zero when it has ended.</summary>
    public static TimeSpan CpuTimeOfTree(int processId)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Status: TryRead(id)))
            .Where(entry => entry.Status is not null)
            .ToDictionary(entry => entry.Id, entry => entry.Status!.Value);
        return all.Where(entry => IsWithin(entry.Key, processId, all))
            .Aggregate(TimeSpan.Zero, (sum, entry) => sum + entry.Value.CpuTime);
    }

    internal static ProcessStatus Parse(string stat)
    {
        // The program name stands in parentheses and may contain spaces and parentheses.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = 0L;
        for (var field = 11; field <= 14; field++)
            ticks += long.Parse(fields[field], CultureInfo.InvariantCulture);
        return new ProcessStatus(
            fields[0][0],
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            TimeSpan.FromSeconds((double)ticks / TicksPerSecond),
            ulong.Parse(fields[19], CultureInfo.InvariantCulture));
    }

    private static bool IsWithin(int id, int root, Dictionary<int, ProcessStatus> all)
    {
        while (id != root)
        {
            if (!all.TryGetValue(id, out var status))
                return false;
            id = status.ParentId;
        }

        return true;
    }
}
