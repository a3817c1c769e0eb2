namespace SharedSequencer.Messages;

/// <summary>The verdict on a batch and what waits after it.</summary>
/// <param name="Verdict">Whether the batch may go to the validator.</param>
/// <param name="Depth">Batches that wait for their order in this lane.</param>
/// <param name="Bytes">Sum of their encoded sizes in bytes.</param>
public sealed record AdmitAnswer(AdmitVerdict Verdict, int Depth, int Bytes)
{
    /// <summary>Whether the batch has a place in the queue, from this call or an earlier one.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsIn => Verdict is AdmitVerdict.Admitted or AdmitVerdict.AlreadyKnown;
}
