namespace SharedSequencer.Protocol;

/// <summary>
/// What is remembered of cancels and replacements (R21), bounded per submitter and in all. What is on bundle ids has room
/// of its own beside what is on replacement ids: who fills one leaves the other. One lasts
/// <see cref="ProtocolDefaults.MaxBundleLifetime"/> from the last block that touched it: a bundle that could have been
/// included at that moment never will be.
/// </summary>
internal sealed class Tombstones
{
    internal static readonly Tombstones None = new(TimedMap<TombstoneKey, Tombstone>.Empty, TombstoneRoom.Empty, TombstoneRoom.Empty);

    private readonly TimedMap<TombstoneKey, Tombstone> _stones;
    private readonly TombstoneRoom _bundles;
    private readonly TombstoneRoom _replacements;

    private Tombstones(TimedMap<TombstoneKey, Tombstone> stones, TombstoneRoom bundles, TombstoneRoom replacements)
    {
        _stones = stones;
        _bundles = bundles;
        _replacements = replacements;
    }

    /// <summary>Everything with the time until which it lasts, by that time.</summary>
    internal IEnumerable<(ChainTime Until, TombstoneKey Key, Tombstone Stone)> Entries => _stones.Entries;

    internal bool Contains(TombstoneKey key) => _stones.Contains(key);

    /// <summary>What is remembered, or the tombstone of somebody who has said nothing yet.</summary>
    internal Tombstone this[TombstoneKey key] => _stones.TryGet(key, out var stone) ? stone : default;

    internal bool HasRoomFor(TombstoneKey key) => _stones.Contains(key) || RoomOf(key).HasRoomFor(key.Submitter);

    internal Tombstones With(TombstoneKey key, Tombstone stone, ChainTime until) =>
        Of(_stones.With(key, stone, until), key, _stones.Contains(key) ? 0 : 1);

    internal Tombstones WithoutThoseBefore(ChainTime now) =>
        _stones.Before(now).Aggregate(this, (rest, entry) => rest.Without(entry.Key));

    private Tombstones Without(TombstoneKey key) => Of(_stones.Without(key), key, -1);

    private Tombstones Of(TimedMap<TombstoneKey, Tombstone> stones, TombstoneKey key, int more)
    {
        var room = RoomOf(key).With(key.Submitter, more);
        return key.IsReplacement ? new(stones, _bundles, room) : new(stones, room, _replacements);
    }

    private TombstoneRoom RoomOf(TombstoneKey key) => key.IsReplacement ? _replacements : _bundles;
}
