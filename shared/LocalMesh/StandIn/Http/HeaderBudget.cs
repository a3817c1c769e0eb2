namespace SharedSequencer.StandIn.Http;

/// <summary>The request header limit of daprd: twice its 4 KiB read buffer, answered with 431 in plain text.</summary>
internal static class HeaderBudget
{
    private const int MaxBytes = 8192;

    // Colon, space and line end of one header line.
    private const int LineOverhead = 4;

    public static bool IsExceeded(HttpRequest request, string rawTarget)
    {
        var bytes = rawTarget.Length;
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values) bytes += name.Length + (value?.Length ?? 0) + LineOverhead;
        }
        return bytes > MaxBytes;
    }

    public static Task AnswerAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status431RequestHeaderFieldsTooLarge;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.Connection = "close";
        return context.Response.WriteAsync("431 Request Header Fields Too Large", context.RequestAborted);
    }
}
