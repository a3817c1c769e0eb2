namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Every planted bug by its name.</summary>
internal static class AllBugs
{
    public static IReadOnlyDictionary<string, Func<PlantedBug>> ByName { get; } = new Func<PlantedBug>[]
    {
        () => new SkippingTheJournal(),
        () => new SendingTooEarly(),
        () => new AcceptingTooEarly(),
        () => new ForgettingVotes(),
        () => new ForgettingAcknowledgements(),
        () => new ForgettingCertificates(),
        () => new AcknowledgingBeside(),
        () => new DeliveringTwice(),
        () => new SkippingDeliveries(),
        () => new LosingFinalBlocks(),
        () => new TrustingForgeries(),
        () => new TooSmallQuorum(),
        () => new DroppingCompleteness(),
        () => new AcceptingAnyParent(),
        () => new FinalizingAfterNullify(),
        () => new NullifyingAfterFinalize(),
        () => new ProposingTwice(),
        () => new AcceptingAnyBody(),
        () => new ReturningTooSoon(),
        () => new BelievingOldAnswers(),
        () => new VotingTwice(),
        () => new ExpandingInAnotherOrder(),
        () => new IncludingWhatIsPlaced(),
        () => new PlacingWhatFits(),
        () => new JudgingAgain(),
        () => new TakingTermsTwice(),
        () => new ForgettingTombstones(),
        () => new ReplacingBackwards(),
        () => new DecidingTwice(),
        () => new CountingAnyReport(),
        () => new CommittingOnFirstSuccess(),
        () => new MissingDeadlines(),
        () => new CountingLateReports(),
        () => new ForgettingDecisions(),
        () => new HidingDecisions(),
    }.ToDictionary(create => create().GetType().Name);
}
