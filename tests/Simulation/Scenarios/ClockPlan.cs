namespace SharedSequencer.Simulation.Tests.Scenarios;

/// <summary>How wrong a validator's clocks are.</summary>
/// <param name="Skew">How far the wall clock is ahead.</param>
/// <param name="Rate">How fast both run; 1 is right.</param>
internal sealed record ClockPlan(TimeSpan Skew, double Rate)
{
    public static ClockPlan Right { get; } = new(TimeSpan.Zero, 1);

    public override string ToString() =>
        FormattableString.Invariant($"{Skew.TotalMilliseconds:+0;-0;0} ms at {Rate:0.####}");
}
