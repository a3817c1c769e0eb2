using System.Threading.Channels;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>Wakes those who wait for what becomes of a bundle, once it is durable. Their number is bounded.</summary>
internal sealed class BundleWatch(LimitsOptions limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Hash256, HashSet<Wait>> _waits = [];
    private int _count;

    /// <summary>Begins to wait for news of any of these names; null when too many wait.</summary>
    public Wait? TryBegin(params IReadOnlyList<Hash256> names)
    {
        lock (_gate)
        {
            if (_count >= limits.MaxBundleWaits) return null;
            _count++;
            var wait = new Wait(this, names);
            foreach (var name in names)
            {
                if (!_waits.TryGetValue(name, out var waiting)) _waits.Add(name, waiting = []);
                waiting.Add(wait);
            }
            return wait;
        }
    }

    /// <summary>A group is durable.</summary>
    public void Tell(JournalGroup group)
    {
        if (group.Outcomes.Count + group.Refusals.Count + group.Bundles.Count == 0) return;
        lock (_gate)
        {
            if (_count == 0) return;
            foreach (var outcome in group.Outcomes) Wake(outcome.Subject);
            foreach (var refusal in group.Refusals) Wake(refusal.Name.Hash);
            foreach (var entry in group.Bundles) Wake(entry.Bundle!.Id);
        }
    }

    private void Wake(in Hash256 name)
    {
        if (!_waits.TryGetValue(name, out var waiting)) return;
        foreach (var wait in waiting) wait.Wake();
    }

    private void End(Wait wait)
    {
        lock (_gate)
        {
            _count--;
            foreach (var name in wait.Names)
            {
                if (_waits.TryGetValue(name, out var waiting) && waiting.Remove(wait) && waiting.Count == 0) _waits.Remove(name);
            }
        }
    }

    /// <summary>One who waits. News between two waits are not lost.</summary>
    internal sealed class Wait(BundleWatch watch, IReadOnlyList<Hash256> names) : IDisposable
    {
        private readonly Channel<bool> _news = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        private int _ended;

        public IReadOnlyList<Hash256> Names => names;

        public void Wake() => _news.Writer.TryWrite(true);

        /// <summary>False when there was nothing new in time.</summary>
        public async Task<bool> NextAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
        {
            using var late = new CancellationTokenSource(limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            try
            {
                return await _news.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0) watch.End(this);
        }
    }
}
