namespace SharedSequencer.Ingress.Limits;

/// <summary>Lets browsers call: answers preflight requests and names the origin. No credentials are involved.</summary>
internal sealed class CrossOrigin
{
    private readonly bool _all;
    private readonly string[] _origins;

    public CrossOrigin(LimitsOptions options)
    {
        _origins = options.AllowedOrigins.Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        _all = _origins.Contains("*");
    }

    public void Write(HttpContext context)
    {
        var origin = context.Request.Headers.Origin;
        if (origin.Count == 0) return;
        var headers = context.Response.Headers;
        if (!_all && !_origins.Contains(origin[0])) return;
        headers.AccessControlAllowOrigin = _all ? "*" : origin;
        if (!_all) headers.Vary = "Origin";
        headers.AccessControlExposeHeaders = "RateLimit, RateLimit-Policy, Retry-After";
        if (!HttpMethods.IsOptions(context.Request.Method)) return;
        headers.AccessControlAllowMethods = "GET, POST, PATCH, DELETE, OPTIONS";
        headers.AccessControlAllowHeaders = "content-type, idempotency-key, traceparent";
        headers.AccessControlMaxAge = "600";
    }
}
