using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Validator;

/// <summary>Where batches enter the validator role.</summary>
internal interface IBatchSubmission
{
    /// <summary>
    /// Answers once body and acknowledgement are durable, or with why they will not be. Giving the same batch
    /// again is harmless. The signature must have been checked.
    /// </summary>
    Task<SubmitResult> Submit(Batch batch, CancellationToken cancel);
}
