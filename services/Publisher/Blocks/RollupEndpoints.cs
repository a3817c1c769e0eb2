using System.Net.Mime;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Blocks;

/// <summary><c>/v1/rollups</c>: heads of the rollups' logs and their single blocks.</summary>
internal static class RollupEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var rollups = routes.MapGroup("/v1/rollups").WithTags("Rollups");
        rollups.MapGet("", List).WithName("ListRollups");
        rollups.MapGet("/{id}", Get).WithName("GetRollup");
        rollups.MapGet("/{id}/blocks/{number}", GetBlockAsync).WithName("GetRollupBlock")
            .WithSummary("A rollup block with its proof; Accept: application/octet-stream gives the RLP");
    }

    private static IResult List(ArchiveHeads heads) => heads.Head is { } head
        ? Results.Ok(new RollupList([.. head.Registry.Rollups.Select(RollupView.Of)]))
        : Problem.Unavailable("archive-opening", "The archive is still being opened.");

    private static IResult Get(ulong id, ArchiveHeads heads) =>
        heads.Head?.Registry.TryGet(new RollupId(id), out var record) is true
            ? Results.Ok(RollupView.Of(record))
            : RollupProblems.Unknown(id);

    private static async Task<IResult> GetBlockAsync(
        ulong id, ulong number, HttpRequest request, ArchiveReader archive, CancellationToken cancellationToken)
    {
        if (await archive.RollupBlockAsync(new RollupId(id), number, cancellationToken) is not { } block)
            return RollupProblems.NoBlock(id, number);
        return AcceptHeader.WantsRlp(request)
            ? Results.Bytes(block.Proof, MediaTypeNames.Application.Octet)
            : Results.Bytes(RollupBlockJson.Write(block), MediaTypeNames.Application.Json);
    }
}
