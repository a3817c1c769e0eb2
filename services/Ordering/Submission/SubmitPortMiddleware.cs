using SharedSequencer.Messages;

namespace SharedSequencer.Ordering.Submission;

/// <summary>
/// Keeps the ports apart: on this one a stranger may hand in batches and read the chain and nothing else, and batches
/// are handed in nowhere else.
/// </summary>
internal sealed class SubmitPortMiddleware(RequestDelegate next)
{
    private static readonly string[] Readable =
    [
        OrderingRoutes.Blocks, OrderingRoutes.Head, OrderingRoutes.Genesis, OrderingRoutes.Evidence,
    ];

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var isSubmission = path == OrderingRoutes.Batches;
        var isAllowed = context.Features.Get<SubmitPort.SubmitPortMark>() is null
            ? !isSubmission
            : isSubmission || (HttpMethods.IsGet(context.Request.Method) && Readable.Any(route => path == route));
        if (isAllowed)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
