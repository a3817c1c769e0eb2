namespace SharedSequencer.Publisher.Drivers.Reports;

/// <summary>Wakes the relay when a driver has stored reports.</summary>
internal sealed class ReportSignal(TimeProvider time) : Wakeup(time);
