using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Rest;

/// <summary>Reads a body into an operation, or names the first field that is wrong.</summary>
internal static class OperationParser
{
    public static bool TryParse(
        OperationBody body, OperationKind kind, NetworkId network,
        [NotNullWhen(true)] out RollupOperation? operation, out string wrongField)
    {
        operation = null;
        wrongField = "";
        var named = network.Value;
        if (body.Network is not null && !Hash256.TryParse(body.Network, out named)) wrongField = "network";
        else if (!TryNumber(body.RollupId, out var rollup) || rollup == 0) wrongField = "rollupId";
        else if (!TryNumber(body.ChainId, out var chainId)) wrongField = "chainId";
        else if (!Address.TryParse(body.Owner, out var owner)) wrongField = "owner";
        else if (!TryReporter(body.Reporter, out var reporter)) wrongField = "reporter";
        else if (!TryNumber(body.Nonce, out var nonce)) wrongField = "nonce";
        else if (!Signature.TryParse(body.Signature, out var signature)) wrongField = "signature";
        else if (!TryGrant(body.Grant, out var grant)) wrongField = "grant";
        else
        {
            operation = new RollupOperation
            {
                Network = new NetworkId(named),
                Kind = kind,
                Rollup = new RollupId(rollup),
                ChainId = chainId,
                Owner = owner,
                Reporter = reporter,
                Nonce = nonce,
                Signature = signature,
                Grant = grant,
            };
        }
        return operation is not null;
    }

    private static bool TryReporter(string? text, out Address reporter)
    {
        reporter = default;
        return text is null || Address.TryParse(text, out reporter);
    }

    private static bool TryGrant(GrantBody? body, out GrantProof? grant)
    {
        grant = null;
        if (body is null) return true;
        if (!TryNumber(body.Epoch, out var epoch) || body.Signatures is not { Count: <= ProtocolDefaults.MaxValidators } given)
            return false;
        var signatures = new List<VoteSignature>(given.Count);
        foreach (var one in given)
        {
            if (!ushort.TryParse(one.Validator, NumberStyles.None, CultureInfo.InvariantCulture, out var validator)
                || !Signature.TryParse(one.Signature, out var signature))
            {
                return false;
            }
            signatures.Add(new VoteSignature(new ValidatorIndex(validator), signature));
        }
        grant = new GrantProof(new Epoch(epoch), signatures);
        return true;
    }

    private static bool TryNumber(string? text, out ulong number) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
