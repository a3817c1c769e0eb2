using Microsoft.Extensions.Options;

namespace SharedSequencer.Ingress.Batching;

/// <summary>Rules between the fields of <see cref="BatchingOptions"/>.</summary>
internal sealed class BatchingOptionsValidator : IValidateOptions<BatchingOptions>
{
    public ValidateOptionsResult Validate(string? name, BatchingOptions options)
    {
        var failures = new List<string>();
        if (options.ResendAtMostMilliseconds < options.ResendAfterMilliseconds)
            failures.Add("Batching: ResendAtMostMilliseconds must not be below ResendAfterMilliseconds.");
        if (options.RetryAfterMilliseconds > options.ResendAtMostMilliseconds)
            failures.Add("Batching: RetryAfterMilliseconds must not exceed ResendAtMostMilliseconds.");
        if (options.ResendWindow > options.MaxOpenBatchesPerLane)
            failures.Add("Batching: ResendWindow must not exceed MaxOpenBatchesPerLane.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
