using System.Text.Json.Nodes;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>The JSON form of a signed operation: numbers as decimal strings.</summary>
internal static class OperationJson
{
    internal static JsonObject Write(RollupOperation operation)
    {
        var json = new JsonObject
        {
            ["network"] = operation.Network.ToString(),
            ["rollupId"] = operation.Rollup.ToString(),
            ["chainId"] = operation.ChainId.ToString(),
            ["owner"] = operation.Owner.ToString(),
            ["reporter"] = operation.Reporter.ToString(),
            ["nonce"] = operation.Nonce.ToString(),
            ["signature"] = operation.Signature.ToString(),
        };
        if (operation.Grant is { } grant)
        {
            json["grant"] = new JsonObject
            {
                ["epoch"] = grant.Epoch.ToString(),
                ["signatures"] = new JsonArray([.. grant.Signatures.Select(signature => new JsonObject
                {
                    ["validator"] = signature.Validator.ToString(),
                    ["signature"] = signature.Signature.ToString(),
                })]),
            };
        }

        return json;
    }
}
