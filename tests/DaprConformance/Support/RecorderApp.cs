using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>A scripted app: it records every call, has no turn lock of its own, and answers what the case says.</summary>
internal sealed class RecorderApp(AppPlan plan, CallLog log) : IAsyncDisposable
{
    private WebApplication? web;

    public int Port { get; } = SharedSequencer.Testing.Loopback.FreePort();

    /// <summary>What to answer; handshake calls are answered from the plan.</summary>
    public Func<AppCall, CancellationToken, Task<AppAnswer>> Script { get; set; } = (_, _) => Task.FromResult(AppAnswer.Empty);

    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
            kestrel.Listen(IPAddress.Loopback, Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        web = builder.Build();
        web.Run(AnswerAsync);
        await web.StartAsync(cancellationToken);
    }

    /// <summary>Closes the port and breaks every connection, as a dying process does.</summary>
    public async Task CloseAsync()
    {
        if (web is null) return;
        await web.StopAsync(new CancellationToken(canceled: true));
        await web.DisposeAsync();
        web = null;
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var call = await RecordAsync(context);
        log.Add(call);
        AppAnswer answer;
        try
        {
            // The caller's leaving does not stop an app that does not look: the script runs to its end.
            answer = call switch
            {
                { IsHandshake: true, Path: "/dapr/config" } => Handshake(plan.Config),
                { IsHandshake: true } => Handshake(plan.Subscribe),
                _ => await Script(call, CancellationToken.None),
            };
        }
        catch (HttpRequestException)
        {
            context.Abort();
            return;
        }
        await WriteAsync(context, answer);
    }

    private AppAnswer Handshake(string? json) => json is null
        ? AppAnswer.Text(plan.AbsentStatus, "text/plain", "")
        : AppAnswer.Json(json);

    private async Task<AppCall> RecordAsync(HttpContext context)
    {
        var arrived = TimeProvider.System.GetTimestamp();
        using var body = new MemoryStream();
        var isBroken = false;
        try
        {
            await context.Request.Body.CopyToAsync(body);
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            // A cut request counts with what arrived.
            isBroken = true;
        }
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return new AppCall(plan.AppId, context.Request.Method, target, headers, body.ToArray(), arrived, isBroken);
    }

    private static async Task WriteAsync(HttpContext context, AppAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        if (answer.Status is 204 or 304 || HttpMethods.IsHead(context.Request.Method)) return;
        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body);
    }
}
