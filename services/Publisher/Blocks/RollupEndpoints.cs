using System.Net.Mime;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Blocks;

/// <summary><c>/v1/rollups</c>: heads of the rollups' logs and their single blocks.</summary>
internal static class RollupEndpoints
{
    private const int UsualPage = 100;
    private const int LargestPage = 1_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var rollups = routes.MapGroup("/v1/rollups").WithTags("Rollups");
        rollups.MapGet("", List).WithName("ListRollups").Produces<RollupList>();
        rollups.MapGet("/{id}", Get).WithName("GetRollup").Produces<RollupView>();
        rollups.MapGet("/{id}/blocks/{number}", GetBlockAsync).WithName("GetRollupBlock")
            .WithSummary("A rollup block with its proof; Accept: application/octet-stream gives the RLP");
    }

    private static IResult List(ulong? after, int? limit, ArchiveHeads heads)
    {
        if (heads.Head is not { } head)
            return Problem.Unavailable("archive-opening", "The archive is still being opened.");
        var size = limit ?? UsualPage;
        if (size is < 1 or > LargestPage)
            return Problem.BadRequest("bad-limit", $"limit is from 1 to {LargestPage}.");

        var rest = head.Registry.Rollups.Where(record => record.Rollup.Value > (after ?? 0)).Take(size + 1).ToList();
        var page = rest.Take(size).Select(RollupView.Of).ToList();
        var next = rest.Count > size ? $"/v1/rollups?after={page[^1].RollupId}&limit={size}" : null;
        return Results.Ok(new RollupList(page, next));
    }

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
