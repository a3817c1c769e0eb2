using System.Collections.Concurrent;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Chain;

/// <summary>
/// What the rest of the process may see of the validator: the last final state and which batches it holds.
/// Written by the validator's loop alone, read by anyone.
/// </summary>
internal sealed class FinalChain
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Hash256, ChainTime> _held = new();
    private ChainTime _nextSweep;
    private volatile ChainState? _state;

    /// <summary>The last final state; null until the validator has recovered.</summary>
    public ChainState? State => _state;

    /// <summary>The last final state of a recovered validator.</summary>
    /// <exception cref="InvalidOperationException">It has not recovered yet.</exception>
    public ChainState Final =>
        _state ?? throw new InvalidOperationException("The validator has not recovered yet.");

    /// <summary>Whether a batch and its acknowledgement are durable here and it is not yet final.</summary>
    public bool Holds(in Hash256 digest) => _held.ContainsKey(digest);

    /// <summary>
    /// Whether the batch before this one need not be waited for: held here, or passed by the chain. Expiry is
    /// the queue's business.
    /// </summary>
    public bool KnowsPredecessor(BatchHeader batch) =>
        Holds(batch.Predecessor) || Position(batch) >= batch.Sequence - 1;

    /// <summary>
    /// Whether the chain holds this sequence of the batch's ingress and lane, or a later one.
    /// </summary>
    public bool HasPassed(BatchHeader batch) => Position(batch) >= batch.Sequence;

    /// <summary>Begins with what the journal holds.</summary>
    internal void Start(RecoveredCore recovered)
    {
        _state = recovered.Final;
        foreach (var (batch, own) in recovered.Batches)
        {
            if (own is not null)
            {
                Hold(batch);
            }
        }
    }

    internal void Hold(Batch batch) => _held[batch.Digest] = batch.Header.NotAfter;

    /// <summary>
    /// Moves to the state after a block; what it orders, and what it is too late for, is held no more.
    /// </summary>
    internal void Advance(ChainState state, Block block)
    {
        _state = state;
        foreach (var certificate in block.Certificates)
        {
            _held.TryRemove(certificate.Digest, out _);
        }

        if (state.Timestamp >= _nextSweep)
        {
            _nextSweep = state.Timestamp.Plus(SweepInterval);
            DropExpired(state.Timestamp);
        }
    }

    private ulong Position(BatchHeader batch) => Final.PositionOf(IngressLane.Of(batch)).Sequence;

    private void DropExpired(ChainTime now)
    {
        foreach (var (digest, notAfter) in _held)
        {
            if (notAfter < now)
            {
                _held.TryRemove(digest, out _);
            }
        }
    }
}
