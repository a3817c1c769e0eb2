using SharedSequencer.Protocol;

namespace SharedSequencer.Following;

/// <summary>How much of one answer is read; a larger one is none.</summary>
/// <param name="Bytes">Size of the body.</param>
public sealed record AnswerLimit(long Bytes)
{
    /// <summary>The largest block there may be, with its batches, outcomes and certificates; a page of several is far smaller.</summary>
    public static AnswerLimit Usual { get; } = new(FinalizedBlock.MaxBytes);
}
