using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// Answers 403 to anyone but the sidecar on marked endpoints. The sidecar shows the token of <c>APP_API_TOKEN</c>.
/// Without one, in the local mesh, it is recognised by the loopback address, which it shares with the service;
/// anywhere else nobody is.
/// </summary>
internal sealed class SidecarOnlyMiddleware(
    RequestDelegate next, IConfiguration configuration, ILogger<SidecarOnlyMiddleware> logger)
{
    private const string TokenHeader = "dapr-api-token";

    private readonly byte[]? _token = configuration[SidecarTokenCheck.TokenSetting] is { Length: > 0 } token
        ? Encoding.UTF8.GetBytes(token)
        : null;

    private readonly bool _isLocalMesh = LocalMeshSetting.IsLocalMesh(configuration);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<SidecarOnly>() is null || IsSidecar(context))
            return next(context);
        logger.OutsiderRefused(context.Request.Path);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private bool IsSidecar(HttpContext context)
    {
        if (_token is not null)
            return CryptographicOperations.FixedTimeEquals(
                _token, Encoding.UTF8.GetBytes(context.Request.Headers[TokenHeader].ToString()));
        if (!_isLocalMesh) return false;
        // No address at all is the in-memory server of tests.
        return context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);
    }
}
