namespace SharedSequencer.Publisher.Blocks;

/// <summary>A page of the rollups by ascending id.</summary>
/// <param name="Rollups">The rollups.</param>
/// <param name="Next">Address of the next page; null at the end.</param>
internal sealed record RollupList(IReadOnlyList<RollupView> Rollups, string? Next);
