using Microsoft.Extensions.Options;
using SharedSequencer.Messages;

namespace SharedSequencer.Sentinel;

/// <summary>What the ranges of single settings cannot say.</summary>
internal sealed class SentinelOptionsRules : IValidateOptions<SentinelOptions>
{
    public ValidateOptionsResult Validate(string? name, SentinelOptions options)
    {
        var problems = new List<string>();
        if (options.DegradedAfterMs >= options.HaltedAfterMs)
            problems.Add("DegradedAfterMs must stay below HaltedAfterMs.");
        foreach (var (appId, address) in options.Services)
        {
            if (!AppIds.All.Contains(appId))
                problems.Add($"Services:{appId} is not an app id; they are {string.Join(", ", AppIds.All)}.");
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                problems.Add($"Services:{appId}: '{address}' is not an http address.");
        }
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
