using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// How batches reach everybody and get their certificates (R2, R3). Who takes a batch from an ingress collects for it; who
/// holds one that stays uncertified collects in its stead.
/// </summary>
internal sealed class Dissemination(
    CoreContext context, VotingRules rules, BlockTree tree, BatchPool pool, FetchList bodies, Abstention abstention, EvidenceLog evidence)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Hash256, Certificate> _awaited = [];
    private readonly PriorityQueue<Hash256, TimeSpan> _collections = new();

    /// <summary>When to collect for somebody next; null when nothing waits.</summary>
    internal TimeSpan? Due => _collections.TryPeek(out _, out var due) ? due : null;

    /// <summary>Takes back what the journal holds.</summary>
    internal void Restore(Batch batch, Acknowledgement? own)
    {
        var pooled = new PooledBatch(batch, own);
        pool.Add(pooled);
        if (own is not null)
        {
            Count(pooled, own);
            _collections.Enqueue(batch.Digest, context.Now.Monotonic);
        }
    }

    /// <summary>A batch from an ingress: answered when it is durable, or with why it is not taken.</summary>
    internal void TakeFromIngress(Batch batch)
    {
        if (IsTaken(batch))
        {
            context.Emit(new CoreEffect.BatchAccepted(batch.Digest));
        }
        else if (Refusal(batch) is { } refusal)
        {
            context.Emit(new CoreEffect.BatchRefused(batch.Digest, refusal));
        }
        else
        {
            var pooled = Acknowledge(batch);
            context.Emit(new CoreEffect.BatchAccepted(batch.Digest));
            Collect(pooled);
            Count(pooled, pooled.Own!);
        }
    }

    /// <summary>A batch from a peer: acknowledged to it, or held without when a block or certificate names it.</summary>
    internal void TakeFromPeer(ValidatorIndex from, Batch batch)
    {
        if (!IsTaken(batch) && Refusal(batch) is null)
        {
            var pooled = Acknowledge(batch);
            Count(pooled, pooled.Own!);
            Await(pooled, from);
        }
        else if (bodies.Contains(batch.Digest) && !pool.TryGet(batch.Digest, out _))
        {
            Hold(batch, null);
        }

        if (pool.TryGet(batch.Digest, out var held))
        {
            Complete(held);
            Answer(from, held);
        }
    }

    /// <summary>A member's word that it stores a batch.</summary>
    internal void Take(Acknowledgement acknowledgement)
    {
        if (!pool.TryGet(acknowledgement.Batch, out var pooled))
        {
            return;
        }

        if (pooled.Of(acknowledgement.Validator) is { } earlier
            && (earlier.Arrival != acknowledgement.Arrival || earlier.Size != acknowledgement.Size))
        {
            evidence.Report(
                new Evidence.Acknowledgements(earlier, acknowledgement), NameOf(earlier), NameOf(acknowledgement));
        }
        else if (acknowledgement.Size == pooled.Batch.Size)
        {
            Count(pooled, acknowledgement);
        }
    }

    /// <summary>A certificate: forwarded to all once, and its batch fetched when it is not here (R3, R5).</summary>
    internal void Take(Certificate certificate)
    {
        if (IsPassed(certificate.Batch) || _awaited.ContainsKey(certificate.Digest))
        {
            return;
        }

        if (!pool.TryGet(certificate.Digest, out var pooled))
        {
            _awaited.Add(certificate.Digest, certificate);
            context.Broadcast(new PeerMessage.Certified(certificate));
            bodies.Add(certificate.Digest, certificate.Signers, context.Now.Monotonic + ProtocolDefaults.Delta);
        }
        else if (pooled.Certificate is null)
        {
            pooled.Certify(certificate, context.Now.Monotonic);
            context.Broadcast(new PeerMessage.Certified(certificate));
        }
    }

    /// <summary>Whether a certificate is here whose batch is not.</summary>
    internal bool Awaits(in Hash256 digest) => _awaited.ContainsKey(digest);

    /// <summary>Tells everybody of batches that a leader left out; who lacks one fetches it from its signers (R7).</summary>
    internal void Spread(IEnumerable<PooledBatch> missing)
    {
        foreach (var pooled in missing)
        {
            context.Broadcast(new PeerMessage.Certified(pooled.Certificate!));
        }
    }

    /// <summary>Collects for batches that have waited long enough (R3).</summary>
    internal void Tick()
    {
        while (_collections.TryPeek(out var digest, out var due) && due <= context.Now.Monotonic)
        {
            _collections.Dequeue();
            if (pool.TryGet(digest, out var pooled) && pooled.Certificate is null)
            {
                Collect(pooled);
            }
        }
    }

    /// <summary>Forgets what a final block has made void.</summary>
    internal void Settle(IReadOnlyList<Certificate> certificates)
    {
        pool.Settle(tree.Final, certificates);
        foreach (var certificate in _awaited.Values.Where(certificate => IsPassed(certificate.Batch)).ToList())
        {
            _awaited.Remove(certificate.Digest);
            bodies.Remove(certificate.Digest);
        }
    }

    /// <summary>Acknowledges a batch, also one that was held for a block or certificate alone until now.</summary>
    private PooledBatch Acknowledge(Batch batch)
    {
        var own = Acknowledgement.Sign(batch, context.Genesis.NetworkId, context.Signer, context.Now.Wall);
        if (!pool.TryGet(batch.Digest, out var held))
        {
            return Hold(batch, own);
        }

        held.Acknowledge(own);
        context.Emit(new CoreEffect.PersistBatch(batch, own));
        return held;
    }

    private PooledBatch Hold(Batch batch, Acknowledgement? own)
    {
        var pooled = new PooledBatch(batch, own);
        context.Emit(new CoreEffect.PersistBatch(batch, own));
        pool.Add(pooled);
        return pooled;
    }

    private void Answer(ValidatorIndex to, PooledBatch pooled)
    {
        if (pooled.Own is not null)
        {
            context.Send(to, new PeerMessage.Acknowledged(pooled.Own));
        }

        if (pooled.Certificate is not null)
        {
            context.Send(to, new PeerMessage.Certified(pooled.Certificate));
        }
    }

    /// <summary>What waited for this body goes on.</summary>
    private void Complete(PooledBatch pooled)
    {
        bodies.Remove(pooled.Batch.Digest);
        if (_awaited.Remove(pooled.Batch.Digest, out var certificate) && pooled.Certificate is null)
        {
            pooled.Certify(certificate, context.Now.Monotonic);
        }
    }

    private void Await(PooledBatch pooled, ValidatorIndex collector)
    {
        var seats = context.Committee.Validators.Count;
        var distance = (context.Self.Value - collector.Value + seats) % seats;
        _collections.Enqueue(
            pooled.Batch.Digest, context.Now.Monotonic + (distance * ProtocolDefaults.AdoptionDelay));
    }

    /// <summary>Asks all who have not acknowledged; again later, slower each time, while there is no certificate.</summary>
    private void Collect(PooledBatch pooled)
    {
        if (context.Committee.Validators.Count == 1)
        {
            return;
        }

        foreach (var other in context.Others().Where(other => pooled.Of(other) is null))
        {
            context.Send(other, new PeerMessage.BatchBody(pooled.Batch));
        }

        var pause = ProtocolDefaults.AdoptionDelay * (1 << Math.Min(pooled.Pushes++, 6));
        _collections.Enqueue(
            pooled.Batch.Digest, context.Now.Monotonic + (pause < LongestPause ? pause : LongestPause));
    }

    private void Count(PooledBatch pooled, Acknowledgement acknowledgement)
    {
        if (pooled.Count(acknowledgement, rules.Quorum(context.Committee), context.Committee) is { } certificate)
        {
            pooled.Certify(certificate, context.Now.Monotonic);
            context.Broadcast(new PeerMessage.Certified(certificate));
        }
    }

    private bool IsPassed(BatchHeader batch) =>
        batch.Sequence <= tree.Final.PositionOf(IngressLane.Of(batch)).Sequence
        || batch.NotAfter < tree.Final.Timestamp;

    /// <summary>Whether nothing is left to say: it is acknowledged here, or the last of its lane in the chain.</summary>
    private bool IsTaken(Batch batch)
    {
        var position = tree.Final.PositionOf(IngressLane.Of(batch.Header));
        return (pool.TryGet(batch.Digest, out var held) && (held.Own is not null || held.Certificate is not null))
            || (batch.Header.Sequence == position.Sequence && batch.Digest == position.Digest);
    }

    // R2. What stands first is told first.
    private BatchRefusal? Refusal(Batch batch)
    {
        var header = batch.Header;
        var now = ChainTime.Max(tree.Final.Timestamp, context.Now.Wall);
        return batch switch
        {
            _ when header.Network != context.Genesis.NetworkId => BatchRefusal.WrongNetwork,
            _ when !tree.Final.Registry.IsIngress(header.Ingress) => BatchRefusal.UnknownIngress,
            _ when !tree.Final.Registry.IsActive(header.Lane) => BatchRefusal.LaneInactive,
            _ when header.NotAfter <= now => BatchRefusal.Expired,
            _ when header.Created > now.Plus(ProtocolDefaults.Drift) => BatchRefusal.FromTheFuture,
            _ when Conflicts(batch) => BatchRefusal.Conflicting,
            _ when !abstention.MayAcknowledge => BatchRefusal.Abstaining,
            _ when !pool.HasRoom(batch) => BatchRefusal.LaneFull,
            _ => null,
        };
    }

    private bool Conflicts(Batch batch)
    {
        if (batch.Header.Sequence <= tree.Final.PositionOf(IngressLane.Of(batch.Header)).Sequence)
        {
            return true;
        }

        var conflict = pool.FindConflict(batch.Header);
        if (conflict is not null)
        {
            evidence.Report(
                new Evidence.Batches(conflict.Batch.Header, conflict.Batch.Signature, batch.Header, batch.Signature),
                conflict.Batch.Digest,
                batch.Digest);
        }

        return !rules.MayAcknowledgeBeside(conflict);
    }

    private Hash256 NameOf(Acknowledgement given) => Acknowledgement.Digest(
        context.Genesis.NetworkId, given.Epoch, given.Batch, given.Size, given.Arrival);
}
