using System.Collections.Immutable;
using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>How many tombstones of one sort there are, and of whom.</summary>
internal sealed class TombstoneRoom
{
    internal static readonly TombstoneRoom Empty = new(0, ImmutableDictionary<Address, int>.Empty);

    private readonly int _taken;
    private readonly ImmutableDictionary<Address, int> _perSubmitter;

    private TombstoneRoom(int taken, ImmutableDictionary<Address, int> perSubmitter)
    {
        _taken = taken;
        _perSubmitter = perSubmitter;
    }

    internal bool HasRoomFor(in Address submitter) =>
        _taken < ProtocolDefaults.MaxTombstones && TakenBy(submitter) < ProtocolDefaults.MaxTombstonesPerSubmitter;

    /// <summary>The room after one more or one less of a submitter, or as many as before.</summary>
    internal TombstoneRoom With(in Address submitter, int more)
    {
        var own = TakenBy(submitter) + more;
        return new(_taken + more, own == 0 ? _perSubmitter.Remove(submitter) : _perSubmitter.SetItem(submitter, own));
    }

    private int TakenBy(in Address submitter) => _perSubmitter.GetValueOrDefault(submitter);
}
