namespace SharedSequencer.Launcher;

/// <summary>The environment does not allow what was asked: a program is missing, a port is taken, a process ended
/// during its start. The message is meant for the person at the terminal.</summary>
public sealed class LocalMeshException : Exception
{
    /// <summary>Creates the exception with a sentence for the user.</summary>
    public LocalMeshException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a sentence for the user and what lies behind it.</summary>
    public LocalMeshException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
