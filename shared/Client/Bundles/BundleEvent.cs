using System.Text.Json;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>One thing that happened to a bundle, as an ingress tells it; only a proof shows that it is true.</summary>
/// <param name="Stage">Where the bundle stood from then on.</param>
/// <param name="Time">By the ingress's wall clock for Received and Dropped, else chain time.</param>
/// <param name="Height">Height of the block that tells it; null for what happened at the ingress.</param>
/// <param name="Code">Name of the outcome's code; null for what happened at the ingress.</param>
/// <param name="Reason">The outcome in words.</param>
public sealed record BundleEvent(BundleStage Stage, ChainTime Time, Height? Height, string? Code, string? Reason)
{
    internal static BundleEvent Read(JsonElement json) => new(
        StageOf(JsonFields.Text(json, "step")),
        new ChainTime(JsonFields.Number(json, "time")),
        JsonFields.OptionalNumber(json, "height") is { } height ? new Height(height) : null,
        JsonFields.OptionalText(json, "code"),
        JsonFields.OptionalText(json, "reason"));

    internal static BundleStage StageOf(string text) =>
        Enum.TryParse<BundleStage>(text, out var stage) && Enum.IsDefined(stage)
            ? stage
            : throw new UnexpectedAnswerException($"\"{text}\" is no stage of a bundle.");
}
