namespace SharedSequencer.Messages;

/// <summary>A validator's answer to a batch that was handed to it directly. What it refuses is a problem document.</summary>
/// <param name="Result">Either <see cref="Durable"/> or <see cref="Settled"/>.</param>
public sealed record SubmitAnswer(string Result)
{
    /// <summary>The batch and its acknowledgement are in the validator's journal.</summary>
    public const string Durable = "durable";

    /// <summary>The final chain has passed the batch's sequence: it is ordered, or never will be.</summary>
    public const string Settled = "settled";
}
