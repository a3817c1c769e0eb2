using CsCheck;
using SharedSequencer.Ingress.Batching;

namespace SharedSequencer.Ingress.Tests.Batching;

/// <summary>Whatever happens in whatever order: every entry is in exactly one place, in order, and none is lost.</summary>
public sealed class LaneBatchesPropertyTests
{
    private enum Event
    {
        Add,
        Cut,
        Journal,
        Send,
        Return,
        Fail,
        Include,
        Expire,
        Restart,
    }

    private static readonly Gen<(Event Kind, int Pick)[]> Histories =
        Gen.Select(Gen.Enum<Event>(), Gen.Int[0, 1_000]).Array[0, 120];

    [Fact]
    public void Every_entry_is_waiting_in_one_live_batch_or_final() =>
        Histories.Sample(history =>
        {
            var model = new Model();
            foreach (var (kind, pick) in history)
            {
                model.Apply(kind, pick);
                model.Check();
            }
            model.Drain();
            return model.Final.Count == model.Added;
        }, iter: 3_000);

    private sealed class Model
    {
        private readonly BatchingOptions _options = new() { MaxOpenBatchesPerLane = 6, ResendWindow = 3 };
        private readonly BatchSizeLimits _limits = new(MaxItems: 3, MaxContentBytes: 300);
        private readonly List<OpenBatch> _publishing = [];
        private readonly List<OpenBatch> _expired = [];
        private LaneBatches _lane;
        private ulong _sequence;
        private ulong _chain = 1_000;
        private int _now;
        private long _cutThrough;

        public Model() => _lane = new LaneBatches(_options, _limits);

        public int Added { get; private set; }

        public HashSet<long> Final { get; } = [];

        private TimeSpan Now => TimeSpan.FromMilliseconds(_now);

        public void Apply(Event kind, int pick)
        {
            _now += pick % 7;
            switch (kind)
            {
                case Event.Add:
                    _lane.Add(++Added, 40 + pick % 200);
                    break;
                case Event.Cut:
                    Cut();
                    break;
                case Event.Journal:
                    if (Pick(BatchStage.Sealed, pick) is { } batch) _lane.Journaled(batch.Sequence);
                    break;
                case Event.Send:
                    if (_lane.TryTakeDue(Now, out var due)) _publishing.Add(due);
                    break;
                case Event.Return or Event.Fail:
                    Return(pick, kind == Event.Return);
                    break;
                case Event.Include:
                    if (Pick(BatchStage.Sent, pick) is { } sent) Include(sent);
                    break;
                case Event.Expire:
                    _chain += (ulong)(pick % 300);
                    _lane.Expire(_chain, _expired);
                    break;
                default:
                    Restart();
                    break;
            }
        }

        public void Check()
        {
            var open = _lane.Open.SelectMany(batch => Positions(batch.Range)).ToList();
            Assert.Equal(open.Count, open.Distinct().Count());
            Assert.Empty(open.Intersect(Final));
            Assert.True(_lane.Open.Select(batch => batch.Sequence).SequenceEqual(
                _lane.Open.Select(batch => batch.Sequence).Order()));
            Assert.All(_lane.Open, batch => Assert.InRange(batch.Range.Count, 1, _limits.MaxItems));
        }

        /// <summary>With a working mesh everything becomes final.</summary>
        public void Drain()
        {
            for (var i = 0; i < 2_000 && Final.Count < Added; i++)
            {
                _now += 100;
                Return(0, delivered: true);
                while (Cut())
                {
                    // Until nothing is ripe.
                }
                foreach (var batch in _lane.Open.ToList()) _lane.Journaled(batch.Sequence);
                while (_lane.TryTakeDue(Now, out var due)) _lane.Published(due, delivered: true, Now);
                foreach (var batch in _lane.Open.Where(b => b.Stage == BatchStage.Sent).ToList()) Include(batch);
            }
            Assert.True(_lane.IsIdle);
        }

        private bool Cut()
        {
            if (!_lane.TryCut(Now, out var range)) return false;
            if (range.From > _cutThrough)
            {
                Assert.Equal(_cutThrough + 1, range.From);
                _cutThrough = range.To;
            }
            _lane.Opened(new OpenBatch(++_sequence, range, _chain + 500));
            return true;
        }

        private void Return(int pick, bool delivered)
        {
            if (_publishing.Count == 0) return;
            var batch = _publishing[pick % _publishing.Count];
            _publishing.Remove(batch);
            _lane.Published(batch, delivered, Now);
        }

        private void Include(OpenBatch batch)
        {
            Assert.True(_lane.TryInclude(batch.Sequence, out var included));
            foreach (var position in Positions(included.Range)) Assert.True(Final.Add(position));
        }

        /// <summary>What the journal gives back: open batches that were durable, ranges without one, the rest.</summary>
        private void Restart()
        {
            var old = _lane;
            var durable = old.Open.Where(batch => batch.Stage != BatchStage.Sealed).ToList();
            var covered = durable.SelectMany(batch => Positions(batch.Range)).ToHashSet();
            _publishing.Clear();
            _lane = new LaneBatches(_options, _limits);
            foreach (var batch in durable)
                _lane.Restore(new OpenBatch(batch.Sequence, batch.Range, batch.NotAfterMilliseconds));
            _cutThrough = 0;
            for (var position = 1L; position <= Added; position++)
            {
                if (covered.Contains(position) || Final.Contains(position)) continue;
                _lane.RestoreReplacement(new BatchRange(position, position));
            }
            _cutThrough = Added;
        }

        private OpenBatch? Pick(BatchStage stage, int pick)
        {
            var batches = _lane.Open.Where(batch => batch.Stage == stage).ToList();
            return batches.Count == 0 ? null : batches[pick % batches.Count];
        }

        private static IEnumerable<long> Positions(BatchRange range)
        {
            for (var position = range.From; position <= range.To; position++) yield return position;
        }
    }
}
