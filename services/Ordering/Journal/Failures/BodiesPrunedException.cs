using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// The bodies of a block were deleted after the archive had taken them over: ask the archive.
/// </summary>
internal sealed class BodiesPrunedException(Height height)
    : JournalException($"The bodies of block {height} are in the archive only.");
