using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ingress.Tests.Detour;

/// <summary>
/// Another operator's validator as an ingress sees it: real TLS with the certificate of a seat; what it does with batches
/// and which blocks it has is the test's. The real one is tested in Ordering, by the same routes.
/// </summary>
internal sealed class ForeignDouble : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<byte[]> _batches = [];
    private readonly WebApplication _app;

    private ForeignDouble(WebApplication app) => _app = app;

    /// <summary>The status that a batch is answered with.</summary>
    public Func<byte[], int> Take { get; set; } = static _ => StatusCodes.Status200OK;

    /// <summary>The blocks from a height on.</summary>
    public Func<ulong, int, bool, byte[]> Blocks { get; set; } = static (_, _, _) => [0xc0];

    public Uri Url => new(_app.Urls.Single());

    public IReadOnlyList<byte[]> Batches
    {
        get
        {
            lock (_gate)
            {
                return [.. _batches];
            }
        }
    }

    public static async Task<ForeignDouble> StartAsync(
        Genesis genesis, ValidatorSigner signer, CancellationToken cancellationToken)
    {
        var certificate = PeerCertificate.Create(genesis.NetworkId, signer, TimeProvider.System.GetUtcNow());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        var validator = new ForeignDouble(app);
        app.MapPost("/v1/batches", validator.AnswerAsync);
        app.MapGet("/v1/blocks", (ulong from, int limit, bool bodies, HttpResponse response) =>
        {
            // Nobody here goes by the head, but an answer without one is none.
            response.Headers[OrderingRoutes.HeadHeader] = "0";
            return Results.Bytes(validator.Blocks(from, limit, bodies), "application/octet-stream");
        });
        await app.StartAsync(cancellationToken);
        return validator;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        lock (_gate)
        {
            _batches.Add(body.ToArray());
        }
        var status = Take(body.ToArray());
        return status == StatusCodes.Status200OK ? Results.Json(new { result = "durable" }) : Results.StatusCode(status);
    }
}
