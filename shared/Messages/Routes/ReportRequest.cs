namespace SharedSequencer.Messages;

/// <summary>Asks for a reporter's word on a leg.</summary>
/// <param name="BundleId">The bundle's id, 0x hex.</param>
/// <param name="Leg">The leg's place in the terms, from 0.</param>
public sealed record ReportRequest(string BundleId, int Leg);
