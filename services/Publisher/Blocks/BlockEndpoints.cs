using System.Net.Mime;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Blocks;

/// <summary><c>/v1/blocks/{height}</c>: final blocks with their batches.</summary>
internal static class BlockEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(PublisherRoutes.Block, GetAsync).WithName("GetBlock").WithTags("Blocks")
            .WithSummary("A final block; Accept: application/octet-stream gives the RLP");

    private static async Task<IResult> GetAsync(
        ulong height, HttpRequest request, ArchiveReader archive, CancellationToken cancellationToken)
    {
        if (await archive.BlockAsync(new Height(height), cancellationToken) is not { } encoded)
            return Problem.NotFound("unknown-block", $"There is no block of height {height} yet.");
        return AcceptHeader.WantsRlp(request)
            ? Results.Bytes(encoded, MediaTypeNames.Application.Octet)
            : Results.Bytes(FinalizedBlockJson.Write(encoded), MediaTypeNames.Application.Json);
    }
}
