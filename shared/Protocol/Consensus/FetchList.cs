using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What is missing and who may have it (R5): asks one of them after the other, slower each round, until it is here
/// or not needed any more.
/// </summary>
internal sealed class FetchList(ValidatorIndex self)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Dictionary<Hash256, Want> _wants = [];

    /// <summary>When to ask next; null when nothing is missing.</summary>
    internal TimeSpan? Due => _wants.Count == 0 ? null : _wants.Values.Min(want => want.Due);

    internal int Count => _wants.Count;

    internal bool Contains(in Hash256 name) => _wants.ContainsKey(name);

    /// <summary>Adds something, or more of those who may have it; never asks later than it would have.</summary>
    /// <param name="name">Digest or hash.</param>
    /// <param name="sources">Who may have it, the likeliest first.</param>
    /// <param name="due">When to ask the first time.</param>
    internal void Add(in Hash256 name, IEnumerable<ValidatorIndex> sources, TimeSpan due)
    {
        if (!_wants.TryGetValue(name, out var want))
        {
            _wants.Add(name, want = new Want { Due = due });
        }

        want.Due = due < want.Due && want.Asked == 0 ? due : want.Due;
        want.Sources.AddRange(sources.Where(source => source != self && !want.Sources.Contains(source)));
    }

    internal void Remove(in Hash256 name) => _wants.Remove(name);

    internal void Keep(Func<Hash256, bool> isNeeded)
    {
        foreach (var name in _wants.Keys.Where(name => !isNeeded(name)).ToList())
        {
            _wants.Remove(name);
        }
    }

    /// <summary>What to ask for now, and of whom.</summary>
    internal IReadOnlyList<(ValidatorIndex From, Hash256 Name)> TakeDue(TimeSpan now)
    {
        var asks = new List<(ValidatorIndex, Hash256)>();
        foreach (var (name, want) in _wants)
        {
            if (want.Due <= now && want.Sources.Count > 0)
            {
                asks.Add((want.Sources[want.Asked % want.Sources.Count], name));
                want.Asked++;
                var rounds = Math.Min(want.Asked / want.Sources.Count, 8);
                var pause = ProtocolDefaults.FetchAllowance * (1 << rounds);
                want.Due = now + (pause < LongestPause ? pause : LongestPause);
            }
        }

        return asks;
    }

    private sealed class Want
    {
        public List<ValidatorIndex> Sources { get; } = [];

        public TimeSpan Due { get; set; }

        public int Asked { get; set; }
    }
}
