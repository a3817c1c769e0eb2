using SharedSequencer.Ingress.Batching;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Tests.Batching;

/// <summary>A lane that is never idle, over half an hour of virtual time in steps of 5 ms: an entry at every step.</summary>
public sealed class LanePauseTests
{
    private const ulong Step = 5;
    private const ulong HalfAnHour = 30 * 60_000;
    private const ulong Lifetime = 600_000;
    private const ulong LeastLifetime = 60_000;

    // 8 ms for each of the five batches that are open when one takes 200 ms, and a little more.
    private const ulong Usual = 60;

    private readonly BatchingOptions _options = new();
    private readonly LaneBatches _lane;
    private readonly SortedDictionary<ulong, ulong> _finalAt = [];
    private readonly List<ulong> _cuts = [];
    private readonly List<OpenBatch> _expired = [];
    private ulong _sequence;
    private ulong _lost;

    public LanePauseTests() => _lane = new LaneBatches(_options, BatchSizeLimits.For(4_096, 180 * 1024));

    [Fact]
    public void It_pauses_once_in_nine_minutes_for_as_long_as_a_batch_takes_to_become_final()
    {
        const ulong finality = 200;
        for (var now = 0UL; now < HalfAnHour; now += Step) Run(now, finality);

        var pauses = Gaps().Where(gap => gap > Usual).ToList();
        Assert.Equal(3, pauses.Count);
        Assert.All(pauses, pause => Assert.InRange(pause, Usual, finality + Step));
    }

    [Fact]
    public void A_batch_that_is_never_ordered_holds_it_up_until_it_expires_and_no_longer()
    {
        _lost = 3;
        for (var now = 0UL; now < HalfAnHour; now += Step) Run(now, finality: 200);

        Assert.Equal([3UL], _expired.Select(batch => batch.Sequence));
        Assert.Equal(1, Gaps().Count(gap => gap > 1_000));
        Assert.InRange(Gaps().Max(), LeastLifetime, LeastLifetime + Usual);
    }

    private void Run(ulong now, ulong finality)
    {
        var at = TimeSpan.FromMilliseconds(now);
        while (_finalAt.Count > 0 && _finalAt.First() is var next && next.Value <= now)
        {
            _finalAt.Remove(next.Key);
            Assert.True(_lane.TryInclude(next.Key, out _));
        }
        var expired = new List<OpenBatch>();
        _lane.Expire(now, expired);
        _expired.AddRange(expired);
        _lane.Add((long)(now / Step) + 1, 100);
        Cut(now, at, finality);
        while (_lane.TryTakeDue(at, out var due)) _lane.Published(due, delivered: true, at);
    }

    private void Cut(ulong now, TimeSpan at, ulong finality)
    {
        var chain = new ChainTime(now);
        while (!_lane.IsPaused(chain) && _lane.TryCut(at, out var range))
        {
            var notAfter = Math.Min(_lane.EarliestNotAfterMilliseconds ?? ulong.MaxValue, now + Lifetime);
            Assert.True(notAfter >= now + LeastLifetime);
            _lane.Opened(new OpenBatch(++_sequence, range, notAfter));
            _lane.Journaled(_sequence);
            if (_sequence != _lost) _finalAt[_sequence] = now + finality;
            _cuts.Add(now);
        }
    }

    private IEnumerable<ulong> Gaps() => _cuts.Zip(_cuts.Skip(1), static (first, second) => second - first);
}
