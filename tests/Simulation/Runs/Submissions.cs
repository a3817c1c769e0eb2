using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;

namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>
/// What ingresses have sent, and for every validator that lasts what of it is not settled there: neither final
/// nor expired by the chain.
/// </summary>
internal sealed class Submissions : Watcher
{
    private readonly Dictionary<Hash256, Batch> _all = [];
    private readonly Dictionary<int, HashSet<Hash256>> _open;
    private readonly Dictionary<int, ulong> _heights;
    private readonly HashSet<Hash256> _settled = [];
    private readonly SortedSet<(ulong NotAfter, Hash256 Digest)> _ends = [];
    private int _expected;

    public Submissions(World world)
    {
        _open = world.Scenario.Lasting.ToDictionary(seat => seat, _ => new HashSet<Hash256>());
        _heights = world.Scenario.Lasting.ToDictionary(seat => seat, _ => 0UL);
    }

    /// <summary>The greatest height that is final anywhere.</summary>
    public ulong Height { get; private set; }

    /// <summary>Whether everything planned was sent and is settled at every validator that lasts.</summary>
    public bool AreDone => _expected == 0 && _open.Values.All(open => open.Count == 0) && _heights.Values.All(height => height > 0);

    /// <summary>Somebody is going to send this many more batches.</summary>
    public void Expect(int batches) => _expected += batches;

    /// <summary>An ingress has sealed a batch and will send it until it is settled.</summary>
    public void Add(Batch batch)
    {
        _expected--;
        _all.Add(batch.Digest, batch);
        _ends.Add((batch.Header.NotAfter.Milliseconds, batch.Digest));
        foreach (var open in _open.Values)
            open.Add(batch.Digest);
    }

    /// <summary>Whether an ingress can stop sending it.</summary>
    public bool IsSettled(Hash256 digest) => _settled.Contains(digest) || !_all.ContainsKey(digest);

    public override void Crashed(HonestValidator validator, bool losesJournal)
    {
        if (losesJournal && _open.TryGetValue(validator.Seat, out var open))
        {
            open.UnionWith(_all.Keys);
            _heights[validator.Seat] = 0;
        }
    }

    /// <summary>A block that is durable is settled: the application may read it even if a crash kept it from being told.</summary>
    public override void Journaled(HonestValidator validator, IReadOnlyList<CoreEffect> records)
    {
        foreach (var record in records)
        {
            if (record is CoreEffect.PersistFinal final)
                Settle(validator.Seat, final.Block);
        }
    }

    private void Settle(int seat, FinalizedBlock block)
    {
        Height = Math.Max(Height, block.Header.Height.Value);
        var settled = block.Block.Certificates.Select(certificate => certificate.Digest)
            .Concat(_ends.TakeWhile(end => end.NotAfter < block.Header.Timestamp.Milliseconds).Select(end => end.Digest))
            .ToList();
        _settled.UnionWith(settled);
        if (_open.TryGetValue(seat, out var open))
        {
            _heights[seat] = block.Header.Height.Value;
            open.ExceptWith(settled);
        }
    }

    /// <summary>Says what is missing where; null when nothing is.</summary>
    public string? Missing()
    {
        if (AreDone)
            return null;
        var lines = _open.Where(seat => seat.Value.Count > 0 || _heights[seat.Key] == 0).Select(seat =>
            $"v{seat.Key} at height {_heights[seat.Key]} lacks {seat.Value.Count} batches: "
            + string.Join(", ", seat.Value.Take(4).Select(digest => Name(_all[digest]))));
        return string.Join("\n  ", lines);
    }

    private static string Name(Batch batch) =>
        $"{batch.Header.Ingress.ToString()[..8]} lane {batch.Header.Lane} #{batch.Header.Sequence}";
}
