using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// Answers 403 to anyone but the sidecar on marked endpoints. The sidecar shows the token of <c>APP_API_TOKEN</c>;
/// without a configured token it is recognised by the loopback address, which it shares with the service.
/// </summary>
internal sealed class SidecarOnlyMiddleware(
    RequestDelegate next, IConfiguration configuration, ILogger<SidecarOnlyMiddleware> logger)
{
    private const string TokenSetting = "APP_API_TOKEN";
    private const string TokenHeader = "dapr-api-token";

    private readonly byte[]? _token =
        string.IsNullOrEmpty(configuration[TokenSetting]) ? null : Encoding.UTF8.GetBytes(configuration[TokenSetting]!);

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
        // No address at all is the in-memory server of tests.
        return context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);
    }
}
