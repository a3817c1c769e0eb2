using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Journal;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>The entries of a lane that are not final, by position. Positions are added without gaps.</summary>
internal sealed class EntryWindow
{
    private Entry?[] _slots = new Entry?[64];
    private long _first = 1;
    private long _next = 1;
    private long _overdue = 1; // before it nothing is looked at again

    /// <summary>The position of the next entry.</summary>
    public long Next => _next;

    /// <summary>Sets where an empty window continues.</summary>
    public void StartAt(long position)
    {
        if (_first != _next) throw new InvalidOperationException("the window holds entries");
        _first = _next = position;
    }

    public void Add(Entry entry)
    {
        if (entry.Position != _next) throw new InvalidOperationException("positions must follow each other");
        if (_next - _first == _slots.Length) Grow();
        _slots[Slot(_next)] = entry;
        _next++;
    }

    /// <summary>A position that is final already and only keeps its place.</summary>
    public void AddGone()
    {
        if (_next - _first == _slots.Length) Grow();
        _next++;
        Trim();
    }

    public Entry[] Slice(BatchRange range)
    {
        var entries = new Entry[range.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = Find(range.From + i)
                ?? throw new InvalidOperationException($"position {range.From + i} is not in the window");
        }
        return entries;
    }

    /// <summary>Takes an entry out; null when it is not there (any more).</summary>
    public Entry? Remove(long position)
    {
        var entry = Find(position);
        if (entry is null) return null;
        _slots[Slot(position)] = null;
        Trim();
        return entry;
    }

    /// <summary>
    /// Adds the entries whose deadline lies before this time, each once in the life of the window. Deadlines ascend with
    /// the positions, but for a clock that was set back: then a late one is found when those before it are.
    /// </summary>
    public void CollectOverdue(ulong chainMilliseconds, List<Entry> overdue)
    {
        for (_overdue = Math.Max(_overdue, _first); _overdue < _next; _overdue++)
        {
            if (_slots[Slot(_overdue)] is not { } entry) continue;
            if (entry.DeadlineMilliseconds >= chainMilliseconds) return;
            overdue.Add(entry);
        }
    }

    private Entry? Find(long position) => position >= _first && position < _next ? _slots[Slot(position)] : null;

    private void Trim()
    {
        while (_first < _next && _slots[Slot(_first)] is null) _first++;
    }

    private int Slot(long position) => (int)(position % _slots.Length);

    private void Grow()
    {
        var larger = new Entry?[_slots.Length * 2];
        for (var position = _first; position < _next; position++)
            larger[(int)(position % larger.Length)] = _slots[Slot(position)];
        _slots = larger;
    }
}
