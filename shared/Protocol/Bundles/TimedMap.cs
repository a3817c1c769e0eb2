using System.Collections.Immutable;

namespace SharedSequencer.Protocol;

/// <summary>
/// An immutable map whose entries each have a time, at which something is due: to be forgotten, or decided. Walked by
/// time, then key, never in the order of hash codes, which differ from process to process.
/// </summary>
internal sealed class TimedMap<TKey, TValue>
    where TKey : IComparable<TKey>
{
    internal static readonly TimedMap<TKey, TValue> Empty = new(
        ImmutableDictionary<TKey, (ChainTime Time, TValue Value)>.Empty, ImmutableSortedSet<(ChainTime Time, TKey Key)>.Empty);

    private readonly ImmutableDictionary<TKey, (ChainTime Time, TValue Value)> _entries;
    private readonly ImmutableSortedSet<(ChainTime Time, TKey Key)> _byTime;

    private TimedMap(
        ImmutableDictionary<TKey, (ChainTime Time, TValue Value)> entries, ImmutableSortedSet<(ChainTime Time, TKey Key)> byTime)
    {
        _entries = entries;
        _byTime = byTime;
    }

    internal int Count => _entries.Count;

    /// <summary>Everything, by time, then key.</summary>
    internal IEnumerable<(ChainTime Time, TKey Key, TValue Value)> Entries =>
        _byTime.Select(entry => (entry.Time, entry.Key, _entries[entry.Key].Value));

    internal bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var found = _entries.TryGetValue(key, out var entry);
        value = entry.Value;
        return found;
    }

    internal bool Contains(TKey key) => _entries.ContainsKey(key);

    /// <summary>What has a time before <paramref name="now"/>, by time, then key.</summary>
    internal IEnumerable<(ChainTime Time, TKey Key, TValue Value)> Before(ChainTime now) =>
        Entries.TakeWhile(entry => entry.Time < now);

    internal TimedMap<TKey, TValue> With(TKey key, TValue value, ChainTime time)
    {
        var others = _entries.TryGetValue(key, out var old) ? _byTime.Remove((old.Time, key)) : _byTime;
        return new(_entries.SetItem(key, (time, value)), others.Add((time, key)));
    }

    internal TimedMap<TKey, TValue> Without(TKey key) => _entries.TryGetValue(key, out var old)
        ? new(_entries.Remove(key), _byTime.Remove((old.Time, key)))
        : this;

    internal TimedMap<TKey, TValue> WithoutThoseBefore(ChainTime now) =>
        Before(now).Aggregate(this, (rest, entry) => rest.Without(entry.Key));
}
