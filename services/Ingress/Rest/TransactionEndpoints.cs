using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Ingress.Receipts;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Ingress.Status;
using SharedSequencer.Primitives;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ingress.Rest;

/// <summary>Where a transaction or operation stands.</summary>
internal static class TransactionEndpoints
{
    private const string Tag = "Transactions";
    private const string UnknownCode = "unknown-transaction";

    public static void MapTransactions(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/transactions/{hash}").WithTags(Tag);
        group.MapGet("", FindAsync).WithName("getTransaction");
        group.MapGet("receipt", ReceiptAsync).WithName("getTransactionReceipt");
        group.MapGet("proof", ProofAsync).WithName("getTransactionProof");
    }

    private static async Task<Results<Ok<TransactionStatus>, ProblemHttpResult>> FindAsync(
        string hash, TransactionStatusReader status, RollupDirectory rollups, CancellationToken cancellationToken)
    {
        if (!Hash256.TryParse(hash, out var name)) return BadHash();
        return await status.ReadAsync(rollups, name, cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : Problem.NotFound(UnknownCode, "This ingress never took it.");
    }

    private static async Task<Results<Ok<SignedReceipt>, ProblemHttpResult>> ReceiptAsync(
        string hash, ReceiptIssuer receipts, CancellationToken cancellationToken)
    {
        if (!Hash256.TryParse(hash, out var name)) return BadHash();
        return await receipts.IssueAsync(name, cancellationToken) is { } receipt
            ? TypedResults.Ok(receipt)
            : Problem.NotFound(UnknownCode, "This ingress never took it, or holds it for a nonce gap.");
    }

    private static async Task<IResult> ProofAsync(
        string hash, TransactionStatusReader status, RollupDirectory rollups, PublisherClient publisher,
        CancellationToken cancellationToken)
    {
        if (!Hash256.TryParse(hash, out var name)) return BadHash();
        if (await status.ReadAsync(rollups, name, cancellationToken) is not { } found)
            return Problem.NotFound(UnknownCode, "This ingress never took it.");
        var rollup = new Protocol.RollupId(ulong.Parse(found.RollupId));
        var proof = await publisher.ReadProofAsync(rollup, name, cancellationToken);
        if (!proof.IsAvailable) return Problem.Unavailable("publisher-unreachable", "The publisher does not answer.");
        return proof.Json.IsEmpty
            ? Problem.NotFound("no-proof", "It is not in a final block yet.")
            : TypedResults.Text(Encoding.UTF8.GetString(proof.Json.Span), "application/json");
    }

    private static ProblemHttpResult BadHash() =>
        Problem.BadRequest("malformed-hash", "A hash is 0x and 64 hex digits.");
}
