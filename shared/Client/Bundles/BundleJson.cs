using System.Text.Json.Nodes;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>
/// The JSON form of what is sent about bundles: numbers as decimal strings; rollups by chain id in bundles, whose transactions are
/// signed for it, and by their own id in terms alone, which may hold one that nobody has registered.
/// </summary>
internal static class BundleJson
{
    internal static JsonObject Write(Bundle bundle, IReadOnlyList<ulong> chainIds)
    {
        var json = Write(bundle.Terms, i => ("chainId", chainIds[i]));
        for (var i = 0; i < bundle.Legs.Count; i++)
        {
            var leg = json["legs"]![i]!.AsObject();
            leg["txs"] = new JsonArray([.. bundle.Legs[i].Transactions.Select(raw => (JsonNode)Hex.Encode(raw.Span))]);
            if (bundle.Legs[i].Preconditions is { } preconditions)
            {
                leg["preconditions"] = Write(preconditions);
            }
        }

        json["signature"] = bundle.Signature.ToString();
        return json;
    }

    internal static JsonObject Write(BundleTerms terms) => Write(terms, i => ("rollupId", terms.Legs[i].Rollup.Value));

    private static JsonObject Write(BundleTerms terms, Func<int, (string Field, ulong Id)> rollupOf)
    {
        var json = new JsonObject
        {
            ["network"] = terms.Network.ToString(),
            ["mode"] = terms.Mode.ToString().ToLowerInvariant(),
            ["submitter"] = terms.Submitter.ToString(),
            ["notAfter"] = terms.NotAfter.Milliseconds.ToString(),
            ["decisionDelay"] = terms.DecisionDelay.ToString(),
            ["salt"] = terms.Salt.ToString(),
            ["legs"] = new JsonArray([.. terms.Legs.Select((leg, i) => new JsonObject
            {
                [rollupOf(i).Field] = rollupOf(i).Id.ToString(),
                ["escrow"] = leg.Escrow.ToString(),
                ["lock"] = leg.Lock.ToString(),
            })]),
        };
        if (terms.IsReplaceable)
        {
            json["replacementUuid"] = terms.Replacement.ToString();
            json["version"] = terms.Version.ToString();
        }

        return json;
    }

    internal static JsonObject Write(BundleCancel cancel)
    {
        var json = new JsonObject
        {
            ["network"] = cancel.Network.ToString(),
            ["submitter"] = cancel.Submitter.ToString(),
            ["notAfter"] = cancel.NotAfter.Milliseconds.ToString(),
            ["signature"] = cancel.Signature.ToString(),
        };
        if (cancel.Replacement.IsZero)
        {
            json["bundle"] = cancel.Bundle.ToString();
        }
        else
        {
            json["replacementUuid"] = cancel.Replacement.ToString();
            json["version"] = cancel.Version.ToString();
        }

        return json;
    }

    private static JsonObject Write(Preconditions preconditions) => new()
    {
        ["minBlock"] = preconditions.MinBlock.ToString(),
        ["maxBlock"] = preconditions.MaxBlock.ToString(),
        ["slack"] = preconditions.Slack.ToString(),
        ["nonces"] = new JsonArray([.. preconditions.Nonces.Select(one => new JsonObject
        {
            ["account"] = one.Account.ToString(),
            ["nonce"] = one.Nonce.ToString(),
        })]),
        ["storage"] = new JsonArray([.. preconditions.Storage.Select(one => new JsonObject
        {
            ["account"] = one.Account.ToString(),
            ["slot"] = one.Slot.ToString(),
            ["value"] = one.Value.ToString(),
        })]),
        ["balances"] = new JsonArray([.. preconditions.Balances.Select(one => new JsonObject
        {
            ["account"] = one.Account.ToString(),
            ["least"] = one.Least.ToString(),
        })]),
    };
}
