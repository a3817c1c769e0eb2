using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>One thing that happened to a bundle. Numbers are decimal strings on the wire.</summary>
/// <param name="Event">What happened, as <c>BundleOrdered</c>.</param>
/// <param name="State">Where the bundle stood afterwards.</param>
/// <param name="Reason">Details: the name of an outcome code, of a time-out, or of a leg.</param>
/// <param name="Height">Height of the newest block then.</param>
/// <param name="ChainMs">Chain time of that block in milliseconds.</param>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record BundleStep(string Event, BundleState State, string? Reason, ulong Height, ulong ChainMs);
