using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>
/// A validator acknowledges a batch with one arrival time for ever, whatever happens to it between, and of two batches with
/// one sequence one (R2).
/// </summary>
internal sealed class AcknowledgementChecker : Checker
{
    private readonly Dictionary<(int Seat, Hash256 Batch), (ChainTime Arrival, uint Size)> _given = [];
    private readonly Dictionary<(int Seat, Address Ingress, Lane Lane, ulong Sequence), Hash256> _taken = [];

    public override void Journaled(HonestValidator validator, IReadOnlyList<CoreEffect> records)
    {
        foreach (var record in records)
        {
            if (record is not CoreEffect.PersistBatch({ Header: var batch }, not null))
                continue;
            var place = (validator.Seat, batch.Ingress, batch.Lane, batch.Sequence);
            _taken.TryAdd(place, batch.Digest);
            Require(
                _taken[place] == batch.Digest,
                $"v{validator.Seat} acknowledged two batches #{batch.Sequence} of lane {batch.Lane}");
        }
    }

    public override void Sent(HonestValidator validator, int? to, PeerMessage message)
    {
        switch (message)
        {
            case PeerMessage.Acknowledged(var given) when given.Validator.Value == validator.Seat:
                Count(validator.Seat, given.Batch, given.Arrival, given.Size);
                break;
            case PeerMessage.Certified(var certificate):
                foreach (var entry in certificate.Entries.Where(entry => entry.Validator.Value == validator.Seat))
                    Count(validator.Seat, certificate.Digest, entry.Arrival, certificate.Size);
                break;
            default:
                break;
        }
    }

    private void Count(int seat, Hash256 batch, ChainTime arrival, uint size)
    {
        if (_given.TryAdd((seat, batch), (arrival, size)))
            return;
        var (first, firstSize) = _given[(seat, batch)];
        Require(
            first == arrival && firstSize == size,
            $"v{seat} acknowledged {batch} at {first} and again at {arrival}");
    }
}
