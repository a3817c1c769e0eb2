using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// Error answers of the REST routes (RFC 9457). The <c>type</c> is <see cref="TypePrefix"/> and a short stable code,
/// which stands once more under <c>code</c>; clients match on it, never on the title or the detail.
/// </summary>
public static class Problem
{
    /// <summary>Start of every problem type.</summary>
    public const string TypePrefix = "urn:shared-sequencer:problem:";

    /// <summary>An error answer.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">Stable code in kebab-case, as <c>unknown-rollup</c>.</param>
    /// <param name="detail">What is wrong with this request, for a human.</param>
    /// <param name="extensions">Further members.</param>
    public static ProblemHttpResult Of(
        int status, string code, string detail, IDictionary<string, object?>? extensions = null) =>
        TypedResults.Problem(detail, statusCode: status, type: TypePrefix + code, extensions: extensions);

    /// <summary>404: there is no such thing.</summary>
    /// <param name="code">Stable code, as <c>unknown-rollup</c>.</param>
    /// <param name="detail">What was looked for.</param>
    public static ProblemHttpResult NotFound(string code, string detail) =>
        Of(StatusCodes.Status404NotFound, code, detail);

    /// <summary>400: the request cannot be understood or breaks a rule.</summary>
    /// <param name="code">Stable code, as <c>bad-signature</c>.</param>
    /// <param name="detail">Which rule.</param>
    public static ProblemHttpResult BadRequest(string code, string detail) =>
        Of(StatusCodes.Status400BadRequest, code, detail);

    /// <summary>503: not now; the same request may succeed later.</summary>
    /// <param name="code">Stable code, as <c>node-unreachable</c>.</param>
    /// <param name="detail">What is missing.</param>
    public static ProblemHttpResult Unavailable(string code, string detail) =>
        Of(StatusCodes.Status503ServiceUnavailable, code, detail);
}
