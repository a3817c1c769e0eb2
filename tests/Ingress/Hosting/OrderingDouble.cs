using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharedSequencer.Ingress.Batching;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Hosting;

/// <summary>
/// The mesh as the ingress sees it, in one object: takes published batches, runs the real ordering core over them
/// under a chain clock that it moves, and serves the blocks at the address of a sidecar. The real sidecar, queue and
/// validator are processes of their own with a database each; the mesh tests run those.
/// </summary>
internal sealed class OrderingDouble : IBatchPublisher, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly TestChain _chain;
    private readonly List<byte[]> _published = [];
    private WebApplication? _app;

    public OrderingDouble(TestNetwork network)
    {
        Network = network;
        _chain = new TestChain(network);
    }

    public TestNetwork Network { get; }

    public int Port { get; private set; }

    /// <summary>While true, published batches vanish: nothing is ordered.</summary>
    public bool LosesBatches { get; set; }

    /// <summary>While true, publishing fails.</summary>
    public bool RefusesBatches { get; set; }

    /// <summary>While true, publishing neither succeeds nor fails.</summary>
    public bool HangsOnBatches { get; set; }

    /// <summary>While true, nobody answers at the sidecar.</summary>
    public bool IsAway { get; set; }

    /// <summary>While true, the own ordering is cut off from the others: it answers, and knows of nothing new.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>While true, only the archive has batches.</summary>
    public bool PrunesBatches { get; set; }

    /// <summary>While true, the archive answers another block than was asked for.</summary>
    public bool ArchiveLies { get; set; }

    public int ArchiveAsked { get; private set; }

    /// <summary>What the bundles service says; null while it is away.</summary>
    public Func<Bundle, ValidationAnswer>? Advice { get; set; }

    /// <summary>Chain time.</summary>
    public ChainTime Now
    {
        get
        {
            lock (_gate)
            {
                return _chain.Now.Wall;
            }
        }
    }

    /// <summary>What the chain remembers of bundles.</summary>
    public BundleBook Book
    {
        get
        {
            lock (_gate)
            {
                return _chain.Core.Final.Bundles;
            }
        }
    }

    public IReadOnlyList<byte[]> Published
    {
        get
        {
            lock (_gate)
            {
                return [.. _published];
            }
        }
    }

    /// <summary>The final chain.</summary>
    public IReadOnlyList<FinalizedBlock> Chain
    {
        get
        {
            lock (_gate)
            {
                return [.. _chain.Blocks];
            }
        }
    }

    /// <summary>Hashes of the transactions of a lane in the order of the chain.</summary>
    public List<Hash256> OrderOf(Lane lane)
    {
        lock (_gate)
        {
            return [.. _chain.Blocks
                .SelectMany(block => block.Batches!)
                .Where(batch => batch.Header.Lane == lane)
                .SelectMany(batch => batch.Items)
                .Select(item => Keccak256.Hash(item.Span))];
        }
    }

    public Task PublishAsync(Lane lane, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken)
    {
        if (RefusesBatches || IsAway) throw new HttpRequestException("the broker is away");
        lock (_gate)
        {
            _published.Add(batch.ToArray());
            if (HangsOnBatches) return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            if (LosesBatches) return Task.CompletedTask;
        }
        Order(batch);
        return Task.CompletedTask;
    }

    /// <summary>Puts a batch into the chain, whichever way it came.</summary>
    public void Order(ReadOnlyMemory<byte> batch)
    {
        Assert.True(Batch.TryDecode(batch, out var decoded, out _));
        lock (_gate)
        {
            _chain.Step(decoded);
            _chain.NextBlock();
        }
    }

    /// <summary>Lets the chain's clock run.</summary>
    public void Advance(TimeSpan span)
    {
        lock (_gate)
        {
            _chain.Advance(span);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            if (!IsAway) return next(context);
            context.Abort();
            return Task.CompletedTask;
        });
        _app.MapGet("/v1.0/healthz/outbound", () => Results.NoContent());
        _app.MapGet("/v1.0/invoke/ordering/method/v1/blocks", (ulong from, int limit, bool bodies, HttpResponse response) =>
        {
            // Nobody here goes by the head, but an answer without one is none.
            response.Headers[OrderingRoutes.HeadHeader] = "0";
            return bodies && PrunesBatches
                ? Results.StatusCode(StatusCodes.Status410Gone)
                : Results.Bytes(IsCutOff ? [0xc0] : Blocks(from, limit, bodies), "application/octet-stream");
        });
        _app.MapGet("/v1.0/invoke/ordering/method/v1/evidence", (string cursor) => Results.Json(new
        {
            items = Array.Empty<object>(),
            next = cursor == "0" ? "7" : null,
        }));
        _app.MapGet("/v1.0/invoke/publisher/method/v1/blocks/{height}", (int height) =>
            Results.Bytes(Archived(height), "application/octet-stream"));
        _app.MapPost("/v1.0/invoke/bundles/method/v1/bundles/validate", ValidateAsync);
        _app.MapGet("/v1.0/invoke/publisher/method/v1/blocks/{height}/outcomes/{kind}/{subject}/proof", Prove);
        await _app.StartAsync(cancellationToken);
        Port = new Uri(_app.Urls.First()).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    private async Task<IResult> ValidateAsync(HttpRequest request)
    {
        if (Advice is not { } advice) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        Assert.True(Bundle.TryDecode(body.ToArray(), out var bundle, out _));
        return Results.Json(advice(bundle));
    }

    /// <summary>The real publisher's JSON is tested there; who verifies reads the RLP.</summary>
    private IResult Prove(int height, OutcomeKind kind, string subject)
    {
        lock (_gate)
        {
            var block = _chain.Blocks[height - 1];
            var index = block.Outcomes.ToList().FindIndex(
                outcome => outcome.Kind == kind && outcome.Subject == Hash256.Parse(subject));
            return index < 0
                ? Results.NotFound()
                : Results.Json(new { rlp = Hex.Encode(OutcomeProof.Of(block, index).Encode()) });
        }
    }

    private byte[] Archived(int height)
    {
        lock (_gate)
        {
            ArchiveAsked++;
            return _chain.Blocks[ArchiveLies ? 0 : height - 1].Encode();
        }
    }

    /// <summary>A page of blocks as a validator serves it.</summary>
    public byte[] Blocks(ulong from, int limit, bool bodies)
    {
        var writer = new RlpWriter();
        writer.BeginList();
        lock (_gate)
        {
            foreach (var block in _chain.Blocks.Skip((int)from - 1).Take(limit))
                writer.Write((bodies ? block : block.WithoutBatches()).Encode());
        }
        writer.EndList();
        return writer.ToArray();
    }
}
