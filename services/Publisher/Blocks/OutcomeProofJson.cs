using System.Buffers;
using System.Text.Json;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Blocks;

/// <summary>
/// The JSON of an outcome's proof: the decoded parts for people and simple readers, and the RLP of the whole for those that
/// verify. 64-bit numbers are strings.
/// </summary>
internal static class OutcomeProofJson
{
    public static byte[] Write(OutcomeProof proof)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", proof.Outcome.Kind.ToString());
            writer.WriteString("lane", proof.Outcome.Lane.ToString());
            writer.WriteString("subject", proof.Outcome.Subject.ToString());
            writer.WriteString("code", proof.Outcome.Code.ToString());
            writer.WriteString("leafHash", proof.Outcome.LeafHash().ToString());
            writer.WriteNumber("index", proof.Index);
            writer.WriteNumber("count", proof.Count);
            ChainJson.WriteHashes(writer, "path", proof.Path);
            writer.WritePropertyName("block");
            ChainJson.WriteHeader(writer, proof.Header);
            writer.WritePropertyName("finalization");
            ChainJson.WriteCertificate(writer, proof.Finality.Finalization);
            writer.WriteStartArray("descendants");
            foreach (var descendant in proof.Finality.Descendants) ChainJson.WriteHeader(writer, descendant);
            writer.WriteEndArray();
            writer.WriteString("rlp", Hex.Encode(proof.Encode()));
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
