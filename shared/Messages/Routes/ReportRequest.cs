namespace SharedSequencer.Messages;

/// <summary>Asks a reporter how a leg of an open bundle went.</summary>
/// <param name="BundleId">The bundle's id, 0x hex.</param>
/// <param name="Leg">The leg's place in the terms, from 0.</param>
public sealed record ReportRequest(string BundleId, int Leg);
