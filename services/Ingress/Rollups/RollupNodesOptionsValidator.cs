using Microsoft.Extensions.Options;

namespace SharedSequencer.Ingress.Rollups;

/// <summary>Ids are numbers, addresses are addresses.</summary>
internal sealed class RollupNodesOptionsValidator : IValidateOptions<RollupNodesOptions>
{
    public ValidateOptionsResult Validate(string? name, RollupNodesOptions options)
    {
        var failures = new List<string>();
        foreach (var (id, rollup) in options)
        {
            if (!ulong.TryParse(id, out var number) || number == 0)
                failures.Add($"Rollups: '{id}' is no rollup id (a decimal number from 1).");
            if (rollup.ChainId == 0) failures.Add($"Rollups:{id}: ChainId is missing.");
            if (!IsAddress(rollup.NodeUrl, "http", "https"))
                failures.Add($"Rollups:{id}: NodeUrl must be an http or https address.");
            if (!IsAddress(rollup.NodeWebSocketUrl, "ws", "wss"))
                failures.Add($"Rollups:{id}: NodeWebSocketUrl must be a ws or wss address.");
        }
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsAddress(string? text, string scheme, string secure) =>
        text is null || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == scheme || uri.Scheme == secure));
}
