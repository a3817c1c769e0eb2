using System.Collections.Immutable;
using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What is remembered of cancels and replacements (R21), bounded per submitter and in all. One lasts
/// <see cref="ProtocolDefaults.MaxBundleLifetime"/> from the last block that touched it: a bundle that could have been
/// included at that moment never will be.
/// </summary>
internal sealed class Tombstones
{
    internal static readonly Tombstones None =
        new(TimedMap<TombstoneKey, Tombstone>.Empty, ImmutableDictionary<Address, int>.Empty);

    private readonly TimedMap<TombstoneKey, Tombstone> _stones;
    private readonly ImmutableDictionary<Address, int> _perSubmitter;

    private Tombstones(TimedMap<TombstoneKey, Tombstone> stones, ImmutableDictionary<Address, int> perSubmitter)
    {
        _stones = stones;
        _perSubmitter = perSubmitter;
    }

    /// <summary>Everything with the time until which it lasts, by that time.</summary>
    internal IEnumerable<(ChainTime Until, TombstoneKey Key, Tombstone Stone)> Entries => _stones.Entries;

    internal bool Contains(TombstoneKey key) => _stones.Contains(key);

    /// <summary>What is remembered, or the tombstone of somebody who has said nothing yet.</summary>
    internal Tombstone this[TombstoneKey key] => _stones.TryGet(key, out var stone) ? stone : default;

    internal bool HasRoomFor(TombstoneKey key) => _stones.Contains(key)
        || (_stones.Count < ProtocolDefaults.MaxTombstones
            && _perSubmitter.GetValueOrDefault(key.Submitter) < ProtocolDefaults.MaxTombstonesPerSubmitter);

    internal Tombstones With(TombstoneKey key, Tombstone stone, ChainTime until) => new(
        _stones.With(key, stone, until),
        _stones.Contains(key)
            ? _perSubmitter
            : _perSubmitter.SetItem(key.Submitter, _perSubmitter.GetValueOrDefault(key.Submitter) + 1));

    internal Tombstones WithoutThoseBefore(ChainTime now) =>
        _stones.Before(now).Aggregate(this, (rest, entry) => rest.Without(entry.Key));

    private Tombstones Without(TombstoneKey key)
    {
        var left = _perSubmitter[key.Submitter] - 1;
        return new(
            _stones.Without(key),
            left == 0 ? _perSubmitter.Remove(key.Submitter) : _perSubmitter.SetItem(key.Submitter, left));
    }
}
