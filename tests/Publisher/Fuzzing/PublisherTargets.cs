namespace SharedSequencer.Fuzzing;

/// <summary>The decoders of the publisher: what the rollups' nodes answer.</summary>
public static class PublisherTargets
{
    /// <summary>One target per kind of answer.</summary>
    public static IReadOnlyList<FuzzTarget> All() => [new NodeAnswerTarget()];
}
