using Microsoft.Extensions.Options;

namespace SharedSequencer.Ingress.Limits;

/// <summary>Rules between the fields of <see cref="LimitsOptions"/>.</summary>
internal sealed class LimitsOptionsValidator : IValidateOptions<LimitsOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        var failures = new List<string>();
        if (options.MaxRequestBytes < 2 * options.MaxTransactionBytes + 1_024)
            failures.Add("Limits: MaxRequestBytes must hold one transaction of MaxTransactionBytes in hex.");
        if (options.MaxRequestBytes > options.MaxBodyBytesUnderWay)
            failures.Add("Limits: MaxRequestBytes must not exceed MaxBodyBytesUnderWay.");
        if (options.MaxHeldPerSender > options.MaxHeldPerRollup)
            failures.Add("Limits: MaxHeldPerSender must not exceed MaxHeldPerRollup.");
        if (options.MaxUnorderedBytesPerRollup > options.MaxUnorderedBytes)
            failures.Add("Limits: MaxUnorderedBytesPerRollup must not exceed MaxUnorderedBytes.");
        if (options.MaxUnorderedBundleBytesPerSubmitter > options.MaxUnorderedBundleBytes)
            failures.Add("Limits: MaxUnorderedBundleBytesPerSubmitter must not exceed MaxUnorderedBundleBytes.");
        if (options.MaxUnorderedBundlesPerSubmitter > options.MaxUnorderedBundles)
            failures.Add("Limits: MaxUnorderedBundlesPerSubmitter must not exceed MaxUnorderedBundles.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
