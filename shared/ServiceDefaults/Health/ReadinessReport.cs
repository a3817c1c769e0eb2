namespace SharedSequencer.ServiceDefaults;

/// <summary>The answer of <c>/readyz</c> (HTTP 503 when not ready).</summary>
/// <param name="Status">The worst state of all.</param>
/// <param name="Checks">State of each dependency by name.</param>
public sealed record ReadinessReport(string Status, IReadOnlyDictionary<string, string> Checks)
{
    /// <summary>Everything answers.</summary>
    public const string Ready = "ready";

    /// <summary>Works, with something missing.</summary>
    public const string Degraded = "degraded";

    /// <summary>Should get no requests.</summary>
    public const string NotReady = "not-ready";
}
