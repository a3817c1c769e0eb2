using System.Buffers;
using System.Text.Json;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;

namespace SharedSequencer.Publisher.Blocks;

/// <summary>
/// The JSON of a rollup block: the decoded parts for people and simple readers, and the RLP of the whole proof for
/// those that verify. 64-bit numbers are strings.
/// </summary>
internal static class RollupBlockJson
{
    public static byte[] Write(ArchivedRollupBlock block)
    {
        if (!RollupBlockProof.TryDecode(block.Proof, out var proof))
            throw new InvalidOperationException($"The archived block {block.Number} of {block.Rollup} is damaged.");

        var buffer = new ArrayBufferWriter<byte>(block.Proof.Length * 3);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteRollupBlock(writer, proof.RollupBlock);
            writer.WritePropertyName("block");
            ChainJson.WriteHeader(writer, proof.Header);
            writer.WritePropertyName("finalization");
            ChainJson.WriteCertificate(writer, proof.Finality.Finalization);
            writer.WriteStartArray("descendants");
            foreach (var descendant in proof.Finality.Descendants) ChainJson.WriteHeader(writer, descendant);
            writer.WriteEndArray();
            writer.WritePropertyName("headProof");
            ChainJson.WriteHeadProof(writer, proof.Head);
            writer.WriteString("rlp", Hex.Encode(block.Proof));
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteRollupBlock(Utf8JsonWriter writer, RollupBlock block)
    {
        ChainJson.WriteRollupHeader(writer, block.Header);
        writer.WriteString("hash", block.Hash.ToString());
        writer.WriteStartArray("transactionHashes");
        foreach (var hash in block.TransactionHashes) writer.WriteStringValue(hash.ToString());
        writer.WriteEndArray();
    }
}
