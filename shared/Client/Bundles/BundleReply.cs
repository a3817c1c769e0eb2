using System.Text.Json;
using SharedSequencer.Primitives;

namespace SharedSequencer.Client;

/// <summary>Where a bundle stands, as an ingress tells it; only a proof shows that it is true.</summary>
/// <param name="Stage">Where it stands.</param>
/// <param name="IsFinal">Whether the chain will say no more about it.</param>
/// <param name="Code">Name of the last outcome's code; null before there is any.</param>
/// <param name="Reason">The last outcome in words.</param>
/// <param name="Events">What happened so far, in order.</param>
public sealed record BundleReply(
    BundleStage Stage, bool IsFinal, string? Code, string? Reason, IReadOnlyList<BundleEvent> Events)
{
    /// <summary>The bundle's id; null when only a decision about its terms is known.</summary>
    public Hash256? Bundle { get; init; }

    /// <summary>The escrow id; null when the ingress did not take the bundle itself.</summary>
    public Hash256? EscrowId { get; init; }

    internal static BundleReply Read(JsonElement json)
    {
        if (!json.TryGetProperty("steps", out var steps) || steps.ValueKind != JsonValueKind.Array)
        {
            throw JsonFields.Missing("steps");
        }

        var isFinal = json.TryGetProperty("isFinal", out var flag) && flag.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? flag.GetBoolean()
            : throw JsonFields.Missing("isFinal");
        return new BundleReply(
            BundleEvent.StageOf(JsonFields.Text(json, "status")),
            isFinal,
            JsonFields.OptionalText(json, "code"),
            JsonFields.OptionalText(json, "reason"),
            [.. steps.EnumerateArray().Select(BundleEvent.Read)])
        {
            Bundle = JsonFields.OptionalText(json, "bundleHash") is null ? null : JsonFields.Hash(json, "bundleHash"),
            EscrowId = JsonFields.OptionalText(json, "escrowId") is null ? null : JsonFields.Hash(json, "escrowId"),
        };
    }
}
