using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Bundles.Tests.Support;

/// <summary>A sidecar that answers for ordering, publisher and ingress; also ordering itself.</summary>
internal sealed class SidecarDouble : IAsyncDisposable
{
    private LoopbackServer? _server;
    private volatile byte[][] _blocks = [];

    public int Port => _server!.Addresses[0].Port;

    public volatile bool IsOrderingThere = true;

    /// <summary>Ordering keeps no bodies of the blocks below this height.</summary>
    public ulong PrunedBelow { get; set; }

    /// <summary>First heights that ordering was asked for.</summary>
    public ConcurrentQueue<ulong> Asked { get; } = new();

    /// <summary>What reporters attest of a bundle.</summary>
    public Func<Bundle, IEnumerable<Attestation>> Attest { get; set; } = _ => [];

    /// <summary>What reporters say of a leg.</summary>
    public Func<ReportRequest, OutcomeReport?> Report { get; set; } = _ => null;

    /// <summary>The legs that reporters were asked about.</summary>
    public ConcurrentQueue<ReportRequest> Questions { get; } = new();

    /// <summary>Reports that ingress got.</summary>
    public ConcurrentQueue<OutcomeReport> HandedOver { get; } = new();

    public volatile bool IsIngressThere = true;

    public static async Task<SidecarDouble> StartAsync(CancellationToken cancellationToken)
    {
        var sidecar = new SidecarDouble();
        sidecar._server = await LoopbackServer.StartAsync(
            app =>
            {
                app.MapGet("/v1.0/healthz/outbound", () => Results.NoContent());
                app.MapGet(At(AppIds.Ordering, OrderingRoutes.Blocks), sidecar.PageAsync);
                app.MapGet(OrderingRoutes.Blocks, sidecar.PageAsync);
                app.MapGet(At(AppIds.Publisher, PublisherRoutes.Block), sidecar.Archived);
                app.MapPost(At(AppIds.Publisher, ReporterRoutes.Attestations), sidecar.AttestAsync);
                app.MapPost(At(AppIds.Publisher, ReporterRoutes.Reports), sidecar.Answer);
                app.MapPost(At(AppIds.Ingress, IngressRoutes.BundleReports), sidecar.TakeReport);
            },
            cancellationToken);
        return sidecar;
    }

    /// <summary>Hands out what a chain holds now.</summary>
    public void Publish(TestChain chain) => Publish([.. chain.Blocks.Select(block => block.Encode())]);

    /// <summary>Hands out these bytes as the blocks from height 1 on.</summary>
    public void Publish(byte[][] blocks) => _blocks = blocks;

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private static string At(string app, string route) => $"/v1.0/invoke/{app}/method{route}";

    private async Task<IResult> PageAsync(ulong from, int limit, int wait, HttpContext context)
    {
        Asked.Enqueue(from);
        if (!IsOrderingThere) return Results.StatusCode(500);
        if (from < PrunedBelow) return Results.StatusCode(410);
        for (var waited = 0; waited < wait && _blocks.Length < (int)from; waited += 10)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, context.RequestAborted);

        var blocks = _blocks;
        var writer = new RlpWriter();
        writer.BeginList();
        foreach (var block in blocks.Skip((int)from - 1).Take(limit)) writer.Write(block);
        writer.EndList();
        context.Response.Headers[OrderingRoutes.HeadHeader] = blocks.Length.ToString(CultureInfo.InvariantCulture);
        return Results.Bytes(writer.ToArray(), MediaTypeNames.Application.Octet);
    }

    private IResult Archived(ulong height) => Results.Bytes(_blocks[(int)height - 1], MediaTypeNames.Application.Octet);

    private async Task<IResult> AttestAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return Bundle.TryDecode(body.ToArray(), out var bundle, out _)
            ? Results.Json(new ReporterAttestations([.. Attest(bundle).Select(one => Hex.Encode(one.Encode()))]), MeshJson.Options)
            : Results.BadRequest();
    }

    private IResult Answer(ReportRequest question)
    {
        Questions.Enqueue(question);
        return Report(question) is { } report
            ? Results.Json(new SignedReport(Hex.Encode(report.Encode())), MeshJson.Options)
            : Results.Accepted();
    }

    private IResult TakeReport(SignedReport signed)
    {
        if (!IsIngressThere) return Results.StatusCode(503);
        Assert.True(Hex.TryDecode(signed.Report, out var encoded));
        Assert.True(OutcomeReport.TryDecode(encoded, out var report));
        HandedOver.Enqueue(report);
        return Results.Accepted();
    }
}
