using System.Buffers;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Blocks;

/// <summary>Where a transaction stands in a rollup's log, and the proof of it.</summary>
internal static class TransactionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PublisherRoutes.Transaction, GetAsync).WithName("GetTransactionPlace").WithTags("Transactions");
        routes.MapGet(PublisherRoutes.TransactionProof, ProveAsync).WithName("GetInclusionProof")
            .WithTags("Transactions");
    }

    private static async Task<IResult> GetAsync(
        ulong id, string hash, ArchiveReader archive, CancellationToken cancellationToken)
    {
        if (!Hash256.TryParse(hash, out var parsed)) return BadHash();
        return await archive.PlaceAsync(new RollupId(id), parsed, cancellationToken) is { } place
            ? Results.Ok(place)
            : Unknown(id, hash);
    }

    private static async Task<IResult> ProveAsync(
        ulong id, string hash, HttpRequest request, ArchiveReader archive, CancellationToken cancellationToken)
    {
        if (!Hash256.TryParse(hash, out var parsed)) return BadHash();
        var rollup = new RollupId(id);
        if (await archive.PlaceAsync(rollup, parsed, cancellationToken) is not { } place) return Unknown(id, hash);

        var block = await archive.RollupBlockAsync(rollup, place.Number, cancellationToken);
        if (!RollupBlockProof.TryDecode(block!.Proof, out var whole))
            throw new InvalidOperationException($"The archived block {place.Number} of {id} is damaged.");
        var proof = InclusionProof.Of(whole, place.Index);
        return AcceptHeader.WantsRlp(request)
            ? Results.Bytes(proof.Encode(), MediaTypeNames.Application.Octet)
            : Results.Bytes(Write(proof), MediaTypeNames.Application.Json);
    }

    private static byte[] Write(InclusionProof proof)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("transaction", proof.Transaction.ToString());
            writer.WriteNumber("index", proof.Index);
            writer.WriteNumber("count", proof.RollupBlock.TransactionCount);
            ChainJson.WriteHashes(writer, "path", proof.Path);
            writer.WriteStartObject("rollupBlock");
            ChainJson.WriteRollupHeader(writer, proof.RollupBlock);
            writer.WriteEndObject();
            writer.WritePropertyName("headProof");
            ChainJson.WriteHeadProof(writer, proof.Head);
            writer.WritePropertyName("block");
            ChainJson.WriteHeader(writer, proof.Header);
            writer.WritePropertyName("finalization");
            ChainJson.WriteCertificate(writer, proof.Finality.Finalization);
            writer.WriteString("rlp", Hex.Encode(proof.Encode()));
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static ProblemHttpResult BadHash() => Problem.BadRequest("bad-hash", "A transaction hash is 0x and 64 hex digits.");

    private static ProblemHttpResult Unknown(ulong id, string hash) =>
        Problem.NotFound("unknown-transaction", $"Rollup {id} has no transaction {hash} in its log.");
}
