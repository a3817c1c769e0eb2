using System.Text.Json;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>
/// The promise of an ingress that a transaction is ordered, or its rejection recorded, by a deadline (P2).
/// Keep it:
/// with the rollup's complete log it proves a broken promise.
/// </summary>
/// <param name="Receipt">What was promised.</param>
/// <param name="Ingress">Who promised.</param>
/// <param name="Signature">The signature.</param>
public sealed record SignedReceipt(Receipt Receipt, Address Ingress, Signature Signature)
{
    /// <summary>
    /// Reads the answer of <c>seq_getReceipt</c> or <c>GET /v1/transactions/{hash}/receipt</c>; JSON null is
    /// null.
    /// </summary>
    /// <exception cref="UnexpectedAnswerException">A field is missing or of another form.</exception>
    public static SignedReceipt? Read(JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var receipt = new Receipt
        {
            Network = new NetworkId(JsonFields.Hash(answer, "network")),
            Rollup = new RollupId(JsonFields.Number(answer, "rollupId")),
            Transaction = JsonFields.Hash(answer, "transaction"),
            Deadline = new ChainTime(JsonFields.Number(answer, "deadline")),
        };
        return Address.TryParse(JsonFields.Text(answer, "ingress"), out var ingress)
            && Signature.TryParse(JsonFields.Text(answer, "signature"), out var signature)
                ? new SignedReceipt(receipt, ingress, signature)
                : throw JsonFields.Missing("signature");
    }

    /// <summary>Whether an ingress of this network promised exactly this for the transaction.</summary>
    public bool IsPromiseFor(Hash256 transaction, Genesis genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        return Receipt.Transaction == transaction
            && Receipt.Network == genesis.NetworkId
            && genesis.Ingresses.Contains(Ingress)
            && Receipt.IsSignedBy(Ingress, Signature);
    }
}
