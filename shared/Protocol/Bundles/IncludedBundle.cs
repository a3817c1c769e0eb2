namespace SharedSequencer.Protocol;

/// <summary>A bundle that a block includes, with what a reporter needs to follow its legs.</summary>
/// <param name="Bundle">The bundle.</param>
/// <param name="Legs">One per leg, in the order of the terms.</param>
public sealed record IncludedBundle(Bundle Bundle, IReadOnlyList<LegPlace> Legs);
