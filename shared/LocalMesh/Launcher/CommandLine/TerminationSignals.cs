using System.Runtime.InteropServices;

namespace SharedSequencer.Launcher.CommandLine;

/// <summary>Turns the signals that ask the launcher to end into a cancellation, so that it can stop the mesh in
/// order. Another one after <see cref="Patience"/> ends it at once; its children then end with it. Within that time
/// repetitions mean nothing: timeout(1), for one, sends every signal twice.</summary>
internal sealed class TerminationSignals(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private long _first;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>128 and the number of the first signal, or null.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Starts to listen.</summary>
    public void Register()
    {
        Register(PosixSignal.SIGINT, 2);
        Register(PosixSignal.SIGTERM, 15);
        Register(PosixSignal.SIGHUP, 1);
        Register(PosixSignal.SIGQUIT, 3);
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Register(PosixSignal signal, int number) =>
        _registrations.Add(PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            if (ExitCode is not null && time.GetElapsedTime(_first) > Patience)
                Environment.Exit(128 + number);
            if (ExitCode is not null)
                return;
            _first = time.GetTimestamp();
            ExitCode = 128 + number;
            _source.Cancel();
        }));
}
