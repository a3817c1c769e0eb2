namespace SharedSequencer.Following;

/// <summary>Tells a source of blocks that does not answer properly, which may pass, from a fault of our own.</summary>
public static class SourceTrouble
{
    /// <summary>
    /// Whether a question failed because of who was asked. A time limit that ran out looks like a cancellation: whoever
    /// catches this looks at their own token as well.
    /// </summary>
    /// <param name="failure">What the question threw.</param>
    public static bool MayPass(Exception failure) =>
        failure is HttpRequestException or OperationCanceledException or IOException;
}
