using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;

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

    /// <summary>What is read from the journal, up to a mebibyte at a time.</summary>
    private static readonly string[] Costly = [OrderingRoutes.Blocks, OrderingRoutes.Evidence];

    private int _reads;

    public Task InvokeAsync(HttpContext context, SubmissionOptions options)
    {
        var path = context.Request.Path;
        var isSubmission = path == OrderingRoutes.Batches;
        if (SubmitPort.IsUsedBy(context) == isSubmission)
        {
            return next(context);
        }

        if (isSubmission || !HttpMethods.IsGet(context.Request.Method) || !Readable.Any(route => path == route))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return Costly.Any(route => path == route) ? Read(context, options.MaxReads) : next(context);
    }

    private async Task Read(HttpContext context, int most)
    {
        try
        {
            await (Interlocked.Increment(ref _reads) <= most
                ? next(context)
                : Problem.Of(StatusCodes.Status429TooManyRequests, "busy", "Too many read at once. Come back in a second.")
                    .ExecuteAsync(context));
        }
        finally
        {
            Interlocked.Decrement(ref _reads);
        }
    }
}
