namespace SharedSequencer.Launcher.Chaos;

/// <summary>The faults of a run, as a function of its seed alone: the same seed breaks the same things in the same
/// order. Without end; whoever runs it decides when it is enough.</summary>
internal static class ChaosSchedule
{
    // Every kind comes up in each turn, in an order of its own; leaders die most often because that is what is measured.
    private static readonly FaultKind[] Turn =
    [
        FaultKind.KillLeader, FaultKind.KillLeader, FaultKind.KillLeader, FaultKind.KillLeader, FaultKind.KillLeader,
        FaultKind.KillLeader, FaultKind.KillLeader, FaultKind.KillFollower, FaultKind.Pause, FaultKind.Isolate,
        FaultKind.Split, FaultKind.ClockSkew, FaultKind.SlowDisk, FaultKind.KillDatabase, FaultKind.KillIngress,
        FaultKind.KillPublisher, FaultKind.KillBundles, FaultKind.KillNode,
    ];

    /// <summary>The faults in their order.</summary>
    /// <param name="seed">Where it all comes from.</param>
    /// <param name="validators">Size of the committee; one alone is only killed and slowed down.</param>
    public static IEnumerable<ChaosStep> Of(int seed, int validators)
    {
        var random = new Random(seed);
        while (true)
        {
            var turn = (FaultKind[])Turn.Clone();
            random.Shuffle(turn);
            foreach (var kind in turn)
            {
                var step = Step(kind, random, validators);
                if (validators > 1 || kind is not (FaultKind.Isolate or FaultKind.Split))
                    yield return step;
            }
        }
    }

    private static ChaosStep Step(FaultKind kind, Random random, int validators) => new(
        kind,
        random.Next(1, validators + 1),
        TimeSpan.FromMilliseconds(kind switch
        {
            FaultKind.KillLeader => random.Next(1_500, 2_500),
            FaultKind.ClockSkew or FaultKind.SlowDisk => random.Next(3_000, 5_000),
            _ => random.Next(1_000, 3_000),
        }),
        kind switch
        {
            // Beyond and within what R8 allows a clock to be off.
            FaultKind.ClockSkew => random.Next(2) == 0 ? random.Next(100, 3_000) : -random.Next(100, 3_000),
            FaultKind.SlowDisk => random.Next(50, 400),
            _ => 0,
        });
}
