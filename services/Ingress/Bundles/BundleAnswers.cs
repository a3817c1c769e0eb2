using SharedSequencer.Ingress.JsonRpc;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>The two forms in which a problem is told.</summary>
internal static class BundleAnswers
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static IResult Write(HttpResponse response, BundleProblem problem)
    {
        if (problem.Rate is { } rate) RateHeaders.Write(response, "submitter", rate);
        else if (problem.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = $"{Pause.TotalSeconds}";
        return Problem.Of(problem.Status, problem.Code, problem.Message);
    }

    /// <summary>The stable code goes along as data.</summary>
    public static RpcAnswer Of(BundleProblem problem) =>
        RpcAnswer.Of(new RpcError(problem.RpcCode, problem.Message, problem.Code));
}
