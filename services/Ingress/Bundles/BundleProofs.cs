using System.Buffers;
using System.Text.Json;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Status;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// Proofs of what the chain told of a bundle, as JSON: <c>{bundleHash, escrowId, bundle, decision}</c>, the last two as the
/// publisher writes them, null where there is nothing to prove.
/// </summary>
internal sealed class BundleProofs(BundleReader reader, PublisherClient publisher)
{
    /// <summary>By bundle or escrow id: by the latter always the decision about the terms, whichever bundle they came with.</summary>
    public async Task<Attempt<byte[]>> ReadAsync(Hash256 name, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(name, cancellationToken) is not { } found) return BundleProblems.UnknownBundle;
        if (found.Outcome is null && found.OwnDecision is null) return BundleProblems.NoProof;
        var bundle = await ProveAsync(found.Outcome, cancellationToken);
        var decision = await ProveAsync(found.OwnDecision, cancellationToken);
        if (!bundle.IsAvailable || !decision.IsAvailable) return BundleProblems.PublisherAway;
        // The archive may be a moment behind what was told here.
        return bundle.Json.IsEmpty && decision.Json.IsEmpty ? BundleProblems.NoProof : Write(found, bundle.Json, decision.Json);
    }

    private async Task<ProofAnswer> ProveAsync(BundleOutcome? outcome, CancellationToken cancellationToken) =>
        outcome is { } told
            ? await publisher.ReadOutcomeProofAsync(told.Height, told.Kind, told.Subject, cancellationToken)
            : new ProofAnswer(true, default);

    private static byte[] Write(JournaledBundle found, ReadOnlyMemory<byte> bundle, ReadOnlyMemory<byte> decision)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("bundleHash", found.Id?.ToString());
            writer.WriteString("escrowId", found.EscrowId?.ToString());
            WriteProof(writer, "bundle", bundle);
            WriteProof(writer, "decision", decision);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteProof(Utf8JsonWriter writer, string name, ReadOnlyMemory<byte> json)
    {
        writer.WritePropertyName(name);
        if (json.IsEmpty) writer.WriteNullValue();
        else writer.WriteRawValue(json.Span);
    }
}
