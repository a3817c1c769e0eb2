using System.Buffers.Binary;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>
/// The order of every block, recomputed from the block alone (R4, R6): certificates are real, stand by ascending key,
/// each lane of an ingress goes on where it stood, nothing is expired, nothing exceeds its share, and an item that is shorter than
/// thirty-two bytes takes the room of these.
/// </summary>
internal sealed class OrderChecker(World world) : ChainChecker
{
    private const long MostBytes = 2 * 1024 * 1024;
    private const int LeastItem = 32;

    private readonly Seats _seats = new(world.Genesis);
    private readonly Dictionary<(Address Ingress, ulong Lane), Place> _places = [];

    protected override void Check(FinalizedBlock block, ExpandedBlock expanded)
    {
        var height = block.Header.Height;
        (ulong Time, string Tie, ulong Sequence)? last = null;
        var bytes = new Dictionary<ulong, long>();
        foreach (var certificate in block.Block.Certificates)
        {
            var batch = certificate.Batch;
            CheckCertificate(height, certificate);
            var place = CheckLane(block.Header, batch);
            var effective = Math.Max(Median.Of(certificate, _seats), place.EffectiveTime);
            Require(
                effective <= block.Header.Timestamp.Milliseconds,
                $"block {height} is stamped earlier than the batch {batch.Digest} in it");
            var key = (effective, TieOf(block.Header.Parent, batch), batch.Sequence);
            Require(last is null || Compare(last.Value, key) < 0, $"block {height} does not stand in ascending order");
            last = key;
            _places[(batch.Ingress, batch.Lane.Value)] = new Place(batch.Sequence, batch.Digest, effective);
            bytes[batch.Lane.Value] = bytes.GetValueOrDefault(batch.Lane.Value) + certificate.Size;
        }

        Require(
            bytes.Values.Sum() <= MostBytes && bytes.Values.All(lane => lane <= MostBytes / 2),
            $"block {height} is too large");
        Require(
            block.Block.Certificates.Zip(block.Batches!).All(pair => pair.First.Size == SizeOf(pair.Second)),
            $"block {height} has a batch of another size than its certificate names");
    }

    private static long SizeOf(Batch batch) =>
        batch.Encoded.Length + batch.Items.Where(item => item.Length < LeastItem).Sum(item => LeastItem - item.Length);

    private void CheckCertificate(Height height, Certificate certificate)
    {
        Require(
            _seats.IsQuorum([.. certificate.Entries.Select(entry => (int)entry.Validator.Value)]),
            $"a certificate in block {height} has no quorum");
        foreach (var entry in certificate.Entries)
        {
            var digest = Acknowledgement.Digest(
                world.Genesis.NetworkId, world.Genesis.Committee.Epoch, certificate.Digest, certificate.Size, entry.Arrival);
            Require(
                _seats.HasSigned(entry.Validator.Value, digest, entry.Signature),
                $"a certificate in block {height} has a wrong signature");
        }
    }

    private Place CheckLane(BlockHeader header, BatchHeader batch)
    {
        var place = _places.GetValueOrDefault((batch.Ingress, batch.Lane.Value));
        var follows = batch.Sequence == place.Sequence + 1 && batch.Predecessor == place.Digest;
        var skips = batch.Sequence > place.Sequence && batch.PredecessorNotAfter < header.Timestamp;
        Require(
            follows || skips,
            $"block {header.Height} has #{batch.Sequence} of lane {batch.Lane} after #{place.Sequence}");
        Require(batch.NotAfter >= header.Timestamp, $"block {header.Height} holds an expired batch");
        Require(world.Genesis.Ingresses.Contains(batch.Ingress), $"block {header.Height} holds a stranger's batch");
        return place;
    }

    // Hex text compares as the number does.
    private static string TieOf(Hash256 parent, BatchHeader batch)
    {
        var bytes = new byte[Hash256.Size + Address.Size + 8];
        parent.CopyTo(bytes);
        batch.Ingress.CopyTo(bytes.AsSpan(Hash256.Size));
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(Hash256.Size + Address.Size), batch.Lane.Value);
        return Keccak256.Hash(bytes).ToString();
    }

    private static int Compare((ulong Time, string Tie, ulong Sequence) left, (ulong Time, string Tie, ulong Sequence) right)
    {
        var byTime = left.Time.CompareTo(right.Time);
        var byTie = string.CompareOrdinal(left.Tie, right.Tie);
        return byTime != 0 ? byTime : byTie != 0 ? byTie : left.Sequence.CompareTo(right.Sequence);
    }

    private readonly record struct Place(ulong Sequence, Hash256 Digest, ulong EffectiveTime);
}
