namespace SharedSequencer.Mesh.Tests.Telemetry;

/// <summary>A span as a service exported it. Trace ids are lower-case hex.</summary>
/// <param name="Service">Who made it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Trace">The trace it belongs to.</param>
/// <param name="Links">Other traces it is linked to.</param>
internal sealed record ReceivedSpan(string Service, string Name, string Trace, IReadOnlyList<string> Links);
