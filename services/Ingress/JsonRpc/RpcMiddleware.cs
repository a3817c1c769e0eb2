using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ObjectPool;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Ingress.WebSockets;

namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>
/// Serves <c>/rpc/{chainId}</c>. Stands before routing and everything else, because it is the hot path: what it
/// takes never reaches the rest of the pipeline.
/// </summary>
internal sealed class RpcMiddleware(
    RequestDelegate next, RpcDispatcher dispatcher, RollupDirectory rollups, LimitsOptions limits,
    BodyBudget bodies, ClientLimits clients, CrossOrigin crossOrigin, RpcSockets sockets,
    ILogger<RpcMiddleware> logger)
{
    private const string Prefix = "/rpc/";

    private static readonly ObjectPool<RpcExchange> Exchanges =
        new DefaultObjectPool<RpcExchange>(new DefaultPooledObjectPolicy<RpcExchange>(), 256);

    private static readonly RpcAnswer[] NoAnswers = [];

    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path.Value is { } path && path.StartsWith(Prefix, StringComparison.Ordinal)
            ? ServeAsync(context, path)
            : next(context);

    private async Task ServeAsync(HttpContext context, string path)
    {
        crossOrigin.Write(context);
        var rollup = ulong.TryParse(
            path.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var chainId)
            ? rollups.FindByChain(chainId)
            : null;
        if (HttpMethods.IsOptions(context.Request.Method)) context.Response.StatusCode = StatusCodes.Status204NoContent;
        else if (rollup is null) await RefuseAsync(context, StatusCodes.Status404NotFound, RpcErrors.UnknownChain);
        else if (context.WebSockets.IsWebSocketRequest) await sockets.ServeAsync(context, rollup);
        else if (!HttpMethods.IsPost(context.Request.Method))
            await RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, RpcErrors.HttpMethod);
        else if (!IsJson(context.Request.ContentType))
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, RpcErrors.ContentType);
        else await PostAsync(context, rollup);
    }

    private async Task PostAsync(HttpContext context, Rollup rollup)
    {
        var exchange = Exchanges.Get();
        exchange.Client = context.Connection.RemoteIpAddress;
        try
        {
            if (!await ReadBodyAsync(context, exchange)) return;
            exchange.Read(limits.MaxCallsPerRequest, limits.MaxJsonDepth);
            if (exchange.Request.Fault is null && !await IsWithinRateAsync(context, exchange.Request.Calls.Count)) return;
            if (exchange.Request.Fault is null)
                await dispatcher.HandleAsync(exchange, rollup, subscriptions: null, context.RequestAborted);
            await AnswerAsync(context, exchange, rollup);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away; what it sent stays journaled, and there is nobody to answer.
        }
        catch (Exception failure) when (failure is not BadHttpRequestException and not IOException)
        {
            logger.RequestFailed(failure);
            if (!context.Response.HasStarted)
                await RefuseAsync(context, StatusCodes.Status200OK, RpcErrors.Internal);
        }
        finally
        {
            bodies.Give(exchange.BodyLength);
            exchange.Clear();
            Exchanges.Return(exchange);
        }
    }

    private async Task<bool> ReadBodyAsync(HttpContext context, RpcExchange exchange)
    {
        // The own limit answers in JSON-RPC; the server's would break off the connection.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        var announced = context.Request.ContentLength ?? 0;
        var fits = announced <= limits.MaxRequestBytes;
        var hasRoom = bodies.HasRoom(announced);
        var reader = context.Request.BodyReader;
        try
        {
            while (fits && hasRoom)
            {
                var read = await reader.ReadAsync(context.RequestAborted);
                fits = exchange.BodyLength + read.Buffer.Length <= limits.MaxRequestBytes;
                hasRoom = bodies.TryTake(read.Buffer.Length);
                if (fits && hasRoom) exchange.Append(read.Buffer);
                else if (hasRoom) bodies.Give(read.Buffer.Length);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) break;
            }
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, bad.StatusCode, RpcErrors.SlowBody);
            return false;
        }
        if (!fits) await RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, RpcErrors.BodyTooLarge);
        else if (!hasRoom) await RefuseForRoomAsync(context);
        return fits && hasRoom;
    }

    private static Task RefuseForRoomAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, RpcErrors.TooManyBodies);
    }

    private async ValueTask<bool> IsWithinRateAsync(HttpContext context, int calls)
    {
        if (clients.TryTake(context.Connection.RemoteIpAddress, calls, out var state)) return true;
        RateHeaders.Write(context.Response, "client", state);
        await RefuseAsync(
            context, StatusCodes.Status429TooManyRequests, RpcErrors.LimitExceeded("this client's calls per second"));
        return false;
    }

    private static async Task AnswerAsync(HttpContext context, RpcExchange exchange, Rollup rollup)
    {
        if (IsOverLimit(exchange, out var whole))
        {
            RateHeaders.Write(context.Response, "rollup", rollup.Lane.QuotaState());
            if (whole) context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }
        await WriteAsync(context, exchange.Body, exchange.Request, exchange.AnswerMemory);
    }

    /// <summary>A whole refused request is a 429; a batch of which something was taken stays a 200.</summary>
    private static bool IsOverLimit(RpcExchange exchange, out bool whole)
    {
        var over = 0;
        foreach (ref readonly var answer in exchange.Answers)
        {
            if (answer.IsOverLimit) over++;
        }
        whole = over > 0 && over == exchange.Answers.Length;
        return over > 0;
    }

    private static Task RefuseAsync(HttpContext context, int status, RpcError error)
    {
        context.Response.StatusCode = status;
        var request = new RpcRequest { Fault = error };
        return WriteAsync(context, default, request, NoAnswers);
    }

    private static async Task WriteAsync(
        HttpContext context, ReadOnlyMemory<byte> body, RpcRequest request, ReadOnlyMemory<RpcAnswer> answers)
    {
        var buffer = RpcOutput.Write(body.Span, request, answers.Span);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        context.Response.BodyWriter.Write(buffer.WrittenSpan);
        RpcOutput.Return(buffer);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static bool IsJson(string? contentType)
    {
        if (contentType is null) return false;
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/json-rpc", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/jsonrequest", StringComparison.OrdinalIgnoreCase);
    }
}
