using System.Net.Mime;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Blocks;

/// <summary>
/// <c>GET /v1/rollups/{id}/export</c>: the signed log as one file: RLP items one after the other, first
/// [name, version, network, rollup, from, to], then each block as a byte string holding its proof. With the genesis
/// file it verifies offline.
/// </summary>
internal static class ExportEndpoints
{
    private const ulong Version = 1;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/rollups/{id}/export", ExportAsync).WithName("ExportRollup").WithTags("Rollups")
            .WithSummary("The complete signed log, or a part of it, as one file that verifies offline")
            .Produces(StatusCodes.Status200OK, contentType: MediaTypeNames.Application.Octet);

    private static IResult ExportAsync(
        ulong id,
        ulong? from,
        ulong? to,
        ArchiveHeads heads,
        ArchiveReader archive,
        Genesis genesis,
        CancellationToken cancellationToken)
    {
        var rollup = new RollupId(id);
        if (!heads.TryGet(rollup, out var head)) return RollupProblems.Unknown(id);
        var first = Math.Max(from ?? 1, 1);
        var last = to ?? head!.Number;
        if (last > head!.Number) return RollupProblems.NoBlock(id, last);
        if (first > last && to is not null) return Problem.BadRequest("bad-range", "from is above to.");

        var range = new ExportRange(rollup, first, last);
        return Results.Stream(
            output => WriteAsync(output, range, new ExportSource(archive, genesis.NetworkId), cancellationToken),
            MediaTypeNames.Application.Octet,
            $"rollup-{id}-{first}-{last}.log");
    }

    private static async Task WriteAsync(
        Stream output, ExportRange range, ExportSource source, CancellationToken cancellationToken)
    {
        await output.WriteAsync(Title(range, source.Network), cancellationToken);
        for (var next = range.From; next <= range.To;)
        {
            var page = await source.Archive.PageAsync(
                range.Rollup, next, PageBounds.Stream, cancellationToken);
            foreach (var block in page.TakeWhile(block => block.Number <= range.To))
            {
                var item = new RlpWriter(block.Proof.Length + 9);
                item.Write(block.Proof);
                await output.WriteAsync(item.ToArray(), cancellationToken);
            }

            next += (ulong)page.Count;
        }
    }

    private readonly record struct ExportSource(ArchiveReader Archive, NetworkId Network);

    private static byte[] Title(ExportRange range, NetworkId network)
    {
        var writer = new RlpWriter();
        writer.BeginList();
        writer.Write("shared-sequencer rollup log"u8);
        writer.Write(Version);
        writer.Write(network.Value);
        writer.Write(range.Rollup.Value);
        writer.Write(range.From);
        writer.Write(range.To);
        writer.EndList();
        return writer.ToArray();
    }
}
