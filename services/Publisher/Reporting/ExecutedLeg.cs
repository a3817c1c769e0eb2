using SharedSequencer.Publisher.Archive;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>How a node executed a leg.</summary>
/// <param name="Leg">The leg.</param>
/// <param name="Succeeded">Whether it succeeded, as <see cref="LegRule"/> says.</param>
internal sealed record ExecutedLeg(ArchivedLeg Leg, bool Succeeded);
