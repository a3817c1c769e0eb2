using SharedSequencer.Publisher.Drivers;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>Wakes the reporter when a driver has executed legs.</summary>
internal sealed class LegSignal(TimeProvider time) : Wakeup(time);
