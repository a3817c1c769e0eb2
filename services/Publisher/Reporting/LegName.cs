using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>What a report is about.</summary>
/// <param name="Bundle">The bundle's id.</param>
/// <param name="Leg">The leg's place in the terms, from 0.</param>
internal readonly record struct LegName(Hash256 Bundle, byte Leg);
