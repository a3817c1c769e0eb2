using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Gives every error answer the same RFC 9457 shape, also those that the framework makes.</summary>
internal static class ProblemDefaults
{
    public static void Add(IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Complete);
        services.AddExceptionHandler<UnexpectedErrorHandler>();
    }

    private static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        Complete(problem, context.HttpContext);
        problem.Instance ??= context.HttpContext.Request.Path;
    }

    public static void Complete(ProblemDetails problem, HttpContext context)
    {
        // The framework's default types are links to RFC sections; ours are stable names of the problem itself.
        if (problem.Type is null || !problem.Type.StartsWith(Problem.TypePrefix, StringComparison.Ordinal))
            problem.Type = Problem.TypePrefix + CodeOf(problem.Status);
        problem.Extensions["code"] = problem.Type[Problem.TypePrefix.Length..];
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
    }

    private static string CodeOf(int? status) => status switch
    {
        StatusCodes.Status400BadRequest => "bad-request",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status406NotAcceptable => "not-acceptable",
        StatusCodes.Status413PayloadTooLarge => "too-large",
        StatusCodes.Status415UnsupportedMediaType => "unsupported-media-type",
        StatusCodes.Status429TooManyRequests => "too-many-requests",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        >= 500 => "internal-error",
        _ => "error",
    };
}
