using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>Every checker; all of them watch every run.</summary>
internal static class AllCheckers
{
    public static IEnumerable<Watcher> For(World world)
    {
        var reading = new BundleReading(world.Genesis);
        return
        [
            new AgreementChecker(),
            new SpeechChecker(world),
            new FinalityChecker(world),
            new DeliveryChecker(),
            new TimestampChecker(world),
            new OrderChecker(world),
            new BundleChecker(world, reading),
            new ReplacementChecker(world.Genesis, reading),
            new DecisionChecker(world, reading),
            new RollupLogChecker(reading),
            new CompletenessChecker(world),
            new VoteChecker(world),
            new AcknowledgementChecker(),
            new DurabilityChecker(),
            new EvidenceChecker(world),
            new LivenessChecker(world),
        ];
    }
}
