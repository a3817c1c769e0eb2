namespace SharedSequencer.Launcher.Traffic;

/// <summary>Quantiles of samples, by the nearest rank.</summary>
public static class Quantile
{
    /// <summary>The smallest sample that is not below this share of all; 0 without samples.</summary>
    /// <param name="samples">In any order.</param>
    /// <param name="share">From 0 to 1.</param>
    public static double Of(IReadOnlyCollection<double> samples, double share)
    {
        var sorted = samples.Order().ToList();
        if (sorted.Count == 0)
            return 0;
        var rank = (int)Math.Ceiling(share * sorted.Count);
        return sorted[Math.Clamp(rank - 1, 0, sorted.Count - 1)];
    }
}
