namespace SharedSequencer.Simulation.Tests.Scheduling;

/// <summary>
/// All chance of a run: xoshiro256** seeded by splitmix64. Written out here, because a seed must mean the same run
/// on every version of the platform.
/// </summary>
internal sealed class Chance
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public Chance(ulong seed)
    {
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
    }

    /// <summary>A generator for one purpose: what it gives does not depend on how much others have drawn.</summary>
    public static Chance For(ulong seed, string purpose)
    {
        var mixed = seed;
        foreach (var letter in purpose)
            mixed = (SplitMix(ref mixed) ^ letter) * 0x9e3779b97f4a7c15;
        return new Chance(mixed);
    }

    public ulong Next()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number from 0 to <paramref name="bound"/> − 1.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A number between two, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>Whether something of this probability happens.</summary>
    public bool Happens(double probability) => Fraction() < probability;

    /// <summary>A number from 0 to 1, without 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A span between two, to the microsecond.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) =>
        least + TimeSpan.FromMicroseconds(Math.Floor((most - least).TotalMicroseconds * Fraction()));

    public T Pick<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    /// <summary>The list in a drawn order.</summary>
    public List<T> Shuffle<T>(IEnumerable<T> items)
    {
        var list = items.ToList();
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }

        return list;
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9e3779b97f4a7c15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
