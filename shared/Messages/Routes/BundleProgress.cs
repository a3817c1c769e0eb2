using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>How far a bundle has come, as the bundles service saw it. Numbers are decimal strings on the wire.</summary>
/// <param name="BundleId">The bundle's id, 0x hex.</param>
/// <param name="EscrowId">The EIP-712 digest of its terms, 0x hex.</param>
/// <param name="Mode"><c>Inclusion</c>, <c>Precondition</c> or <c>Execution</c>.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why, when the state has a reason: the name of an outcome code, or of a time-out.</param>
/// <param name="NotAfter">No block later than this includes it, ms of chain time.</param>
/// <param name="Height">Height of the block that judged it; null before.</param>
/// <param name="Deadline">Execution mode, once included: the first block later than this decides Abort, ms of chain time.</param>
/// <param name="Legs">Its legs, in the order of the terms.</param>
/// <param name="Steps">What happened, oldest first.</param>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record BundleProgress(
    string BundleId,
    string EscrowId,
    string Mode,
    BundleState State,
    string? Reason,
    ulong NotAfter,
    ulong? Height,
    ulong? Deadline,
    IReadOnlyList<LegProgress> Legs,
    IReadOnlyList<BundleStep> Steps);
