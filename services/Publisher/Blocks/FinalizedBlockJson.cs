using System.Buffers;
using System.Text.Json;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Blocks;

/// <summary>The JSON of a final block: header, what it orders, what came of it, and the RLP of the whole.</summary>
internal static class FinalizedBlockJson
{
    public static byte[] Write(byte[] encoded)
    {
        if (!FinalizedBlock.TryDecode(encoded, out var finalized))
            throw new InvalidOperationException("An archived block is damaged.");

        var buffer = new ArrayBufferWriter<byte>(encoded.Length * 3);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("header");
            ChainJson.WriteHeader(writer, finalized.Header);
            writer.WritePropertyName("finalization");
            ChainJson.WriteCertificate(writer, finalized.Finalization);
            writer.WriteStartArray("descendants");
            foreach (var descendant in finalized.Descendants) ChainJson.WriteHeader(writer, descendant);
            writer.WriteEndArray();
            WriteBatches(writer, finalized.Block.Certificates);
            WriteOutcomes(writer, finalized.Outcomes);
            writer.WriteString("rlp", Hex.Encode(encoded));
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteBatches(Utf8JsonWriter writer, IReadOnlyList<Certificate> certificates)
    {
        writer.WriteStartArray("batches");
        foreach (var certificate in certificates)
        {
            writer.WriteStartObject();
            writer.WriteString("digest", certificate.Digest.ToString());
            writer.WriteString("kind", certificate.Batch.Kind.ToString());
            writer.WriteString("lane", certificate.Batch.Lane.ToString());
            writer.WriteString("ingress", certificate.Batch.Ingress.ToString());
            writer.WriteString("sequence", certificate.Batch.Sequence.ToString());
            writer.WriteNumber("size", certificate.Size);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteOutcomes(Utf8JsonWriter writer, IReadOnlyList<Outcome> outcomes)
    {
        writer.WriteStartArray("outcomes");
        foreach (var outcome in outcomes)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", outcome.Kind.ToString());
            writer.WriteString("lane", outcome.Lane.ToString());
            writer.WriteString("subject", outcome.Subject.ToString());
            writer.WriteString("code", outcome.Code.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
