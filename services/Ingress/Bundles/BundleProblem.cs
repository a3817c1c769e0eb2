using SharedSequencer.Ingress.Limits;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// Why something about bundles was not taken: a stable code, its HTTP status and JSON-RPC code, a fixed text, and what in
/// this request it is about.
/// </summary>
internal sealed record BundleProblem(string Code, int Status, int RpcCode, string Text)
{
    public string? Subject { get; private init; }

    /// <summary>When to come back, for whoever is over a rate.</summary>
    public RateState? Rate { get; private init; }

    public string Message => Subject is null ? Text : $"{Text}: {Subject}";

    public BundleProblem At(string subject) => this with { Subject = subject };

    public BundleProblem Until(RateState rate) => this with { Rate = rate };
}
