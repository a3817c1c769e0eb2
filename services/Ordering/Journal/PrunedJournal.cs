using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Journal;

/// <summary>What a pruning did.</summary>
/// <param name="Horizon">Bodies of blocks up to this may be gone.</param>
/// <param name="Bodies">Bodies deleted now.</param>
internal readonly record struct PrunedJournal(Height Horizon, int Bodies);
