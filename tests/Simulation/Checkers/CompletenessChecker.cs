using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>
/// No censorship (R7): when so many honest validators have held a certified batch for longer than the grace that no
/// quorum is possible without one of them, no block proposed after that becomes final without the batch, unless it
/// could not stand there.
/// </summary>
internal sealed class CompletenessChecker(World world) : Checker
{
    // A block is proposed before the one before it is final.
    private const ulong UsualLag = 2;

    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestGrace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ClockError = TimeSpan.FromMilliseconds(20);

    private readonly Seats _seats = new(world.Genesis);
    private readonly Dictionary<Hash256, Held> _held = [];
    private readonly Dictionary<Hash256, (TimeSpan Moment, ulong Slowest)> _proposed = [];
    private readonly Dictionary<int, ulong> _views = world.Scenario.Lasting.ToDictionary(seat => seat, _ => 0UL);
    private readonly Dictionary<(Address Ingress, Lane Lane), (ulong Sequence, Hash256 Digest)> _places = [];
    private ulong _height;

    public override void Crashed(HonestValidator validator, bool losesJournal)
    {
        foreach (var held in _held.Values)
        {
            held.Certified.Remove(validator.Seat);
            if (losesJournal)
                held.Stored.Remove(validator.Seat);
        }
    }

    public override void Journaled(HonestValidator validator, IReadOnlyList<CoreEffect> records)
    {
        foreach (var record in records)
        {
            if (record is CoreEffect.PersistBatch persisted)
                Note(Of(persisted.Batch.Header).Stored, validator.Seat);
        }
    }

    public override void Received(HonestValidator validator, int from, PeerMessage message)
    {
        if (message is PeerMessage.Certified(var certificate))
            Note(Of(certificate.Batch).Certified, validator.Seat);
        else if (message is PeerMessage.Proposed(var proposal))
            See(proposal);
    }

    public override void Sent(HonestValidator validator, int? to, PeerMessage message)
    {
        if (message is PeerMessage.Certified(var certificate))
            Note(Of(certificate.Batch).Certified, validator.Seat);
        else if (message is PeerMessage.Proposed(var proposal))
            See(proposal);
    }

    public override void Delivered(HonestValidator validator, FinalizedBlock block, ExpandedBlock expanded)
    {
        if (_views.ContainsKey(validator.Seat))
            _views[validator.Seat] = block.Header.View.Value;
        if (block.Header.Height.Value != _height + 1)
            return;
        _height++;
        Check(block);
        foreach (var certificate in block.Block.Certificates)
        {
            _places[(certificate.Batch.Ingress, certificate.Batch.Lane)] = (certificate.Batch.Sequence, certificate.Digest);
            _held.Remove(certificate.Digest);
        }
    }

    private void Check(FinalizedBlock block)
    {
        if (!_proposed.TryGetValue(block.Block.Hash, out var proposed))
            return;
        var included = block.Block.Certificates.Select(certificate => certificate.Digest).ToHashSet();
        var grace = GraceIn(block.Header.View.Value - Math.Min(proposed.Slowest, block.Header.View.Value)) + ClockError;
        foreach (var (digest, held) in _held)
        {
            if (included.Contains(digest) || !CouldStand(held.Batch, block.Header) || IsNearlyFull(block.Block, held.Batch.Lane))
                continue;
            var since = HeldSince(held);
            Require(
                since is null || proposed.Moment - since.Value <= grace,
                $"block {block.Header.Height} of view {block.Header.View}, proposed at {proposed.Moment.TotalMilliseconds:0} ms, lacks "
                + $"#{held.Batch.Sequence} of lane {held.Batch.Lane}, held since {since?.TotalMilliseconds:0} ms");
        }
    }

    /// <summary>Since when no quorum can do without somebody who holds it; null when one can.</summary>
    private TimeSpan? HeldSince(Held held)
    {
        var weight = 0UL;
        var holders = held.Certified
            .Where(entry => held.Stored.ContainsKey(entry.Key) && HasRightClock(entry.Key))
            .Select(entry => (Seat: entry.Key, Since: entry.Value > held.Stored[entry.Key] ? entry.Value : held.Stored[entry.Key]))
            .OrderBy(entry => entry.Since);
        foreach (var (seat, since) in holders)
        {
            weight += _seats.WeightOf(seat);
            if (3 * (_seats.Total - weight) <= 2 * _seats.Total)
                return since;
        }

        return null;
    }

    // Whose clock is behind takes what others have for a thing of the future, and does not demand it (R8).
    private bool HasRightClock(int seat) => world.Scenario.Clocks[seat].Skew.Duration() < Grace;

    // What stands on a batch that is in the same block only is left to the next block.
    private bool CouldStand(BatchHeader batch, BlockHeader header)
    {
        var place = _places.GetValueOrDefault((batch.Ingress, batch.Lane));
        var follows = batch.Sequence == place.Sequence + 1 && batch.Predecessor == place.Digest;
        return follows && batch.NotAfter >= header.Timestamp;
    }

    // Where the largest batch might not have fitted, the leader may have stopped before it.
    private static bool IsNearlyFull(Block block, Lane lane)
    {
        const long Largest = 180 * 1024;
        const long MostBytes = 2 * 1024 * 1024;
        var all = block.Certificates.Sum(certificate => certificate.Size);
        var own = block.Certificates.Where(certificate => certificate.Batch.Lane == lane).Sum(certificate => certificate.Size);
        return all + Largest > MostBytes || own + Largest > MostBytes / 2;
    }

    private static TimeSpan GraceIn(ulong viewsWithoutFinalization)
    {
        var failed = viewsWithoutFinalization <= UsualLag ? 0 : Math.Min(viewsWithoutFinalization - UsualLag, 10);
        var doubled = Grace * Math.Pow(2, failed);
        return doubled < LongestGrace ? doubled : LongestGrace;
    }

    private void See(Proposal proposal) =>
        _proposed.TryAdd(proposal.Block.Hash, (world.Now, _views.Values.DefaultIfEmpty(0UL).Min()));

    private void Note(Dictionary<int, TimeSpan> seats, int seat) => seats.TryAdd(seat, world.Now);

    private Held Of(BatchHeader batch)
    {
        if (!_held.TryGetValue(batch.Digest, out var held))
            _held.Add(batch.Digest, held = new Held(batch));
        return held;
    }

    private sealed record Held(BatchHeader Batch)
    {
        public Dictionary<int, TimeSpan> Stored { get; } = [];

        public Dictionary<int, TimeSpan> Certified { get; } = [];
    }
}
