using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// The last resort: logs what no code expected and answers a problem without a word about the inside. A request
/// that the client gave up, or that was malformed below the handlers, is not an error of ours.
/// </summary>
internal sealed class UnexpectedErrorHandler(
    IProblemDetailsService problems, ILogger<UnexpectedErrorHandler> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }
        if (exception is BadHttpRequestException malformed)
            httpContext.Response.StatusCode = malformed.StatusCode;
        else
            logger.RequestFailed(httpContext.Request.Method, httpContext.Request.Path, exception);
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext });
    }
}
