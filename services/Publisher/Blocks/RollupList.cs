namespace SharedSequencer.Publisher.Blocks;

/// <summary>All rollups by ascending id.</summary>
/// <param name="Rollups">The rollups.</param>
internal sealed record RollupList(IReadOnlyList<RollupView> Rollups);
