using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>A member of a committee.</summary>
/// <param name="Address">Who signs.</param>
/// <param name="Weight">Voting weight, at least 1.</param>
public sealed record Validator(Address Address, ulong Weight);
