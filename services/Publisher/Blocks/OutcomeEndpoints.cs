using System.Net.Mime;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Blocks;

/// <summary>Proofs of what became of bundles, their decisions, and whatever else a block tells outcomes of.</summary>
internal static class OutcomeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(PublisherRoutes.OutcomeProof, ProveAsync).WithName("GetOutcomeProof").WithTags("Blocks")
            .WithSummary("Proof of an outcome of a block; Accept: application/octet-stream gives the RLP");

    private static async Task<IResult> ProveAsync(
        ulong height, string kind, string subject, HttpRequest request, ArchiveReader archive, CancellationToken cancellationToken)
    {
        if (!Hash256.TryParse(subject, out var about)) return Problem.BadRequest("bad-hash", "A subject is 0x and 64 hex digits.");
        if (KindOf(kind) is not { } wanted) return Problem.BadRequest("bad-kind", "There is no such kind of outcome.");
        if (await archive.BlockAsync(new Height(height), cancellationToken) is not { } encoded)
            return Problem.NotFound("unknown-block", $"There is no block of height {height} yet.");
        if (!FinalizedBlock.TryDecode(encoded, out var block))
            throw new InvalidOperationException($"The archived block {height} is damaged.");
        var index = IndexOf(block.Outcomes, wanted, about);
        if (index < 0) return Problem.NotFound("unknown-outcome", $"Block {height} tells nothing of {subject}.");
        var proof = OutcomeProof.Of(block, index);
        return AcceptHeader.WantsRlp(request)
            ? Results.Bytes(proof.Encode(), MediaTypeNames.Application.Octet)
            : Results.Bytes(OutcomeProofJson.Write(proof), MediaTypeNames.Application.Json);
    }

    /// <summary>By name only: numbers are for the wire.</summary>
    private static OutcomeKind? KindOf(string name)
    {
        foreach (var kind in Enum.GetValues<OutcomeKind>())
        {
            if (kind.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)) return kind;
        }

        return null;
    }

    /// <summary>A transaction or cancel may have several outcomes in a block; the first is as good as any.</summary>
    private static int IndexOf(IReadOnlyList<Outcome> outcomes, OutcomeKind kind, Hash256 subject)
    {
        for (var i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i].Kind == kind && outcomes[i].Subject == subject) return i;
        }

        return -1;
    }
}
