namespace SharedSequencer.Sentinel.Health;

/// <summary>One reason why the layer is not operational.</summary>
/// <param name="Code">Stable code in kebab-case.</param>
/// <param name="Subject">What it concerns: an app id, or <c>chain</c>.</param>
/// <param name="Detail">The same for a human.</param>
internal sealed record HealthReason(string Code, string Subject, string Detail);
