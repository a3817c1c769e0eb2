using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>
/// What this process knows of a validator that talks to it: the connection it does so on, the room its messages may
/// take, and how often it has lied.
/// </summary>
internal sealed class IncomingPeer(ValidatorIndex validator, TransportOptions options, TimeProvider time) : IDisposable
{
    private const int MostDoublings = 6;

    private readonly Lock _gate = new();
    private CancellationTokenSource? _session;
    private int _lies;
    private TimeSpan _pause;
    private long _punished;

    public ValidatorIndex Validator { get; } = validator;

    public PeerRoom Room { get; } = new(options.IncomingBytes);

    /// <summary>
    /// Begins a connection and ends the one before, which may be the dead half of a broken one; null while the
    /// validator is not listened to.
    /// </summary>
    /// <param name="ended">The connection is gone.</param>
    /// <param name="stopping">The process stops, which would else wait for a call that never ends.</param>
    public CancellationTokenSource? TryBegin(CancellationToken ended, CancellationToken stopping)
    {
        lock (_gate)
        {
            if (_lies > 0 && time.GetElapsedTime(_punished) < _pause)
            {
                return null;
            }

            _session?.Cancel();
            return _session = CancellationTokenSource.CreateLinkedTokenSource(ended, stopping);
        }
    }

    /// <summary>The connection is over.</summary>
    public void End(CancellationTokenSource session)
    {
        lock (_gate)
        {
            if (_session == session)
            {
                _session = null;
            }

            session.Dispose();
        }
    }

    /// <summary>It sent what no honest validator sends. Answers for how long it is not listened to.</summary>
    public TimeSpan Punish()
    {
        lock (_gate)
        {
            _pause = options.Penalty * (1 << Math.Min(_lies, MostDoublings));
            _lies++;
            _punished = time.GetTimestamp();
            return _pause;
        }
    }

    public void Dispose() => Room.Dispose();
}
