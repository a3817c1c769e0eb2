namespace SharedSequencer.Launcher.Processes;

/// <summary>The signals LocalMesh sends, with their Linux numbers.</summary>
public enum UnixSignal
{
    /// <summary>SIGINT; PostgreSQL's "fast" shutdown.</summary>
    Interrupt = 2,

    /// <summary>SIGKILL.</summary>
    Kill = 9,

    /// <summary>SIGTERM.</summary>
    Terminate = 15,

    /// <summary>SIGCONT.</summary>
    Continue = 18,

    /// <summary>SIGSTOP.</summary>
    Stop = 19,
}
