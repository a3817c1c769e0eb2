using System.Net;
using System.Threading.Channels;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// Wakes those who wait for what becomes of a bundle, once it is durable. Their number is bounded, and that of each client.
/// </summary>
internal sealed class BundleWatch(LimitsOptions limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Hash256, HashSet<Wait>> _waits = [];
    private readonly ClientShares _shares = new(limits.MaxBundleWaitsPerClient);
    private int _count;

    /// <summary>Begins to wait for news of any of these names; null when too many wait, or too many of this client.</summary>
    public Wait? TryBegin(IPAddress? client, params IReadOnlyList<Hash256> names)
    {
        var share = new ClientShare(_shares, client);
        if (!share.TryTake()) return null;
        lock (_gate)
        {
            if (_count < limits.MaxBundleWaits)
            {
                _count++;
                var wait = new Wait(this, share);
                Add(wait, names);
                return wait;
            }
        }
        share.Give(1);
        return null;
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

    /// <summary>False when it waits for all of them already.</summary>
    private bool Add(Wait wait, IReadOnlyList<Hash256> names)
    {
        lock (_gate)
        {
            var isMore = false;
            foreach (var name in names)
            {
                if (!wait.Names.Add(name)) continue;
                if (!_waits.TryGetValue(name, out var waiting)) _waits.Add(name, waiting = []);
                waiting.Add(wait);
                isMore = true;
            }
            return isMore;
        }
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
    internal sealed class Wait(BundleWatch watch, ClientShare share) : IDisposable
    {
        private readonly Channel<bool> _news = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        private int _ended;

        public HashSet<Hash256> Names { get; } = [];

        /// <summary>
        /// Waits for news of these names as well. True when there are new ones among them: what was told of those before is to
        /// be looked for.
        /// </summary>
        public bool Extend(IReadOnlyList<Hash256> names) => watch.Add(this, names);

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
            if (Interlocked.Exchange(ref _ended, 1) != 0) return;
            watch.End(this);
            share.Give(1);
        }
    }
}
