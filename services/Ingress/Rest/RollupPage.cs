namespace SharedSequencer.Ingress.Rest;

/// <summary>One page of rollups by ascending id; <paramref name="Next"/> is the cursor of the next one.</summary>
internal sealed record RollupPage(IReadOnlyList<RollupView> Rollups, string? Next);
