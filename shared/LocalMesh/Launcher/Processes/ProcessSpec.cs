namespace SharedSequencer.Launcher.Processes;

/// <summary>Everything needed to start a process, and to start it again the same way.</summary>
public sealed record ProcessSpec
{
    /// <summary>Name on the mesh, for example <c>ingress</c> or <c>rollup-901</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The program: a path, or a name that PATH finds.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables on top of the launcher's own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Folder it runs in.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>File that stdout and stderr are appended to.</summary>
    public required string LogFile { get; init; }

    /// <summary>User and group to become when the launcher runs as root; null keeps the launcher's own.</summary>
    public string? User { get; init; }

    /// <summary>The signal that asks it to end in order.</summary>
    public UnixSignal StopSignal { get; init; } = UnixSignal.Terminate;
}
