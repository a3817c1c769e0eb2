namespace SharedSequencer.Sentinel.Health;

/// <summary>The answer of <c>GET /v1/health</c>.</summary>
/// <param name="Status">The worst that any reason says.</param>
/// <param name="Reasons">Why; empty when operational.</param>
/// <param name="LastBlock">The newest block known; null before the first was seen.</param>
/// <param name="ObservedAt">When the sentinel last looked; null before its first round.</param>
internal sealed record LayerHealth(
    LayerStatus Status, IReadOnlyList<HealthReason> Reasons, HeadHealth? LastBlock, DateTimeOffset? ObservedAt);
