namespace SharedSequencer.Ordering.Delivery;

/// <summary>What a subscriber tells the sidecar about a delivery.</summary>
/// <param name="Status"><c>SUCCESS</c>: done. <c>DROP</c>: to the dead letters, without repeats.</param>
internal sealed record TopicAnswer(string Status)
{
    public static TopicAnswer Success { get; } = new("SUCCESS");

    public static TopicAnswer Drop { get; } = new("DROP");
}
