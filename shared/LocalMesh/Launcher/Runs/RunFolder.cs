using SharedSequencer.Launcher.Processes;

namespace SharedSequencer.Launcher.Runs;

/// <summary>The folder of one run: its data, logs, keys, and the lock that says that it is in use.</summary>
public sealed class RunFolder : IDisposable
{
    private const string LockName = "lock";
    private const string RecordName = "processes.json";
    private const string UsedName = "used";

    private readonly FileStream _lock;

    private RunFolder(string path, FileStream @lock)
    {
        Location = path;
        _lock = @lock;
        foreach (var folder in (string[])[Keys, Logs, Rollups])
            Directory.CreateDirectory(folder);
        File.SetUnixFileMode(Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Record = new ProcessRecord(Path.Combine(path, RecordName));
    }

    /// <summary>The folder itself.</summary>
    public string Location { get; }

    /// <summary>Development keystores and passwords, readable by the owner alone.</summary>
    public string Keys => Path.Combine(Location, "keys");

    /// <summary>One log file per process.</summary>
    public string Logs => Path.Combine(Location, "logs");

    /// <summary>Genesis files of the demo rollups.</summary>
    public string Rollups => Path.Combine(Location, "rollups");

    /// <summary>The network's genesis file.</summary>
    public string GenesisFile => Path.Combine(Location, "genesis.json");

    internal ProcessRecord Record { get; }

    /// <summary>Whether <see cref="MarkUsed"/> was never called here, or not since the folder was wiped.</summary>
    internal bool IsNew => !File.Exists(Path.Combine(Location, UsedName));

    /// <summary>Says that the databases of this run now hold what must not be begun anew.</summary>
    internal void MarkUsed() => File.WriteAllBytes(Path.Combine(Location, UsedName), []);

    /// <summary>The log file of a process.</summary>
    public string LogFile(string process) => Path.Combine(Logs, $"{process}.log");

    /// <summary>Takes a run's folder, ends what an earlier launcher left there, and wipes it if asked.</summary>
    /// <exception cref="LocalMeshException">Another launcher is using it.</exception>
    public static RunFolder Take(string path, bool wipe)
    {
        Directory.CreateDirectory(path);
        var held = TryLock(path) ?? throw new LocalMeshException($"A mesh is already running in {path}.");
        EndLeftovers(path);
        if (wipe)
            Wipe(path);
        return new RunFolder(path, held);
    }

    /// <summary>Ends what killed launchers left in any run below a data folder; runs in use are left alone.</summary>
    public static void SweepLeftovers(string dataFolder)
    {
        if (!Directory.Exists(dataFolder))
            return;
        foreach (var path in Directory.EnumerateDirectories(dataFolder))
        {
            if (!File.Exists(Path.Combine(path, RecordName)))
                continue;
            using var held = TryLock(path);
            if (held is not null)
                EndLeftovers(path);
        }
    }

    /// <summary>Releases the folder and deletes it with everything in it.</summary>
    public void Delete()
    {
        Wipe(Location);
        _lock.Dispose();
        Directory.Delete(Location, recursive: true);
    }

    /// <summary>Releases the folder; what is in it stays.</summary>
    public void Dispose() => _lock.Dispose();

    // FileShare.None is an advisory lock (flock) on Linux: it ends with the process, however that ends.
    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(
                Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void EndLeftovers(string path)
    {
        var record = Path.Combine(path, RecordName);
        foreach (var entry in ProcessRecord.Read(record))
            entry.Identity.Send(UnixSignal.Kill);
        File.Delete(record);
    }

    private static void Wipe(string path)
    {
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos())
        {
            if (entry.Name == LockName)
                continue;
            // PostgreSQL's folder may be a link to where its user is allowed to go.
            var target = entry.ResolveLinkTarget(returnFinalTarget: true) as DirectoryInfo;
            if (entry is DirectoryInfo folder)
                folder.Delete(recursive: entry.LinkTarget is null);
            else
                entry.Delete();
            if (target is { Exists: true })
                target.Delete(recursive: true);
        }
    }
}
