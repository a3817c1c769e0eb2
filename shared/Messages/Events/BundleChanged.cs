using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>
/// A bundle's state changed, as the bundles service saw it. In order per bundle, at least once; proves nothing: the
/// outcomes in the chain do.
/// </summary>
/// <param name="BundleId">The bundle's id, 0x hex.</param>
/// <param name="EscrowId">The EIP-712 digest of its terms, 0x hex.</param>
/// <param name="State">Its new state.</param>
/// <param name="Height">Height of the newest block then; a decimal string on the wire.</param>
/// <param name="ChainMs">Chain time of that block in milliseconds; a decimal string on the wire.</param>
/// <param name="Reason">Why: the name of an outcome code or of a time-out; null when the state says it all.</param>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record BundleChanged(
    string BundleId, string EscrowId, BundleState State, ulong Height, ulong ChainMs, string? Reason);
