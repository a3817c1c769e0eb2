using System.Net;

namespace SharedSequencer.Client;

/// <summary>An ingress did not take what was sent about a bundle, or knows nothing of it.</summary>
public sealed class BundleRefusedException : SequencerClientException
{
    /// <summary>A refusal.</summary>
    /// <param name="code">The stable code of the problem, e.g. <c>bad-signature</c>.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="detail">The reason in words.</param>
    public BundleRefusedException(string code, HttpStatusCode status, string detail)
        : base(detail)
    {
        Code = code;
        Status = status;
    }

    /// <summary>The stable code of the problem.</summary>
    public string Code { get; }

    /// <summary>The HTTP status; 429 and 503 pass.</summary>
    public HttpStatusCode Status { get; }
}
