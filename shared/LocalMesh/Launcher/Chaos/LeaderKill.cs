namespace SharedSequencer.Launcher.Chaos;

/// <summary>What the death of a leader cost.</summary>
/// <param name="Validator">Who was killed, by number from 1.</param>
/// <param name="FailoverMs">The longest gap between finalizations around the kill.</param>
/// <param name="WhileDownMs">The longest other gap until it was started again.</param>
internal sealed record LeaderKill(int Validator, double FailoverMs, double WhileDownMs)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"validator {Validator} killed: no block for {FailoverMs:0} ms, then at most {WhileDownMs:0} ms";

    /// <summary>Of the gaps since the last finalization before the kill.</summary>
    public static LeaderKill Of(int validator, IReadOnlyList<double> gaps)
    {
        var descending = gaps.OrderDescending().ToList();
        return new LeaderKill(validator, descending.FirstOrDefault(), descending.Skip(1).FirstOrDefault());
    }
}
