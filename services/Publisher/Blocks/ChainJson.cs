using System.Text.Json;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Blocks;

/// <summary>JSON of the parts of which blocks and proofs are made. 64-bit numbers are strings.</summary>
internal static class ChainJson
{
    public static void WriteHeader(Utf8JsonWriter writer, BlockHeader header)
    {
        writer.WriteStartObject();
        writer.WriteString("network", header.Network.Value.ToString());
        writer.WriteString("epoch", header.Epoch.ToString());
        writer.WriteString("height", header.Height.ToString());
        writer.WriteString("view", header.View.ToString());
        writer.WriteString("hash", header.Hash.ToString());
        writer.WriteString("parent", header.Parent.ToString());
        writer.WriteString("timestamp", header.Timestamp.ToString());
        writer.WriteNumber("leader", header.Leader.Value);
        writer.WriteString("batchesRoot", header.BatchesRoot.ToString());
        writer.WriteString("rollupsRoot", header.RollupsRoot.ToString());
        writer.WriteString("outcomesRoot", header.OutcomesRoot.ToString());
        writer.WriteEndObject();
    }

    /// <summary>Writes the members only: they stand beside others in one object.</summary>
    public static void WriteRollupHeader(Utf8JsonWriter writer, RollupBlockHeader header)
    {
        writer.WriteString("rollupId", header.Rollup.ToString());
        writer.WriteString("number", header.Number.ToString());
        writer.WriteString("parent", header.Parent.ToString());
        writer.WriteString("height", header.Height.ToString());
        writer.WriteString("timestamp", header.Timestamp.ToString());
        writer.WriteNumber("transactionCount", header.TransactionCount);
        writer.WriteString("transactionsRoot", header.TransactionsRoot.ToString());
    }

    public static void WriteCertificate(Utf8JsonWriter writer, QuorumCertificate certificate)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", certificate.Kind.ToString());
        writer.WriteString("epoch", certificate.Epoch.ToString());
        writer.WriteString("view", certificate.View.ToString());
        writer.WriteString("block", certificate.Block.ToString());
        writer.WriteStartArray("votes");
        foreach (var vote in certificate.Votes)
        {
            writer.WriteStartObject();
            writer.WriteNumber("validator", vote.Validator.Value);
            writer.WriteString("signature", vote.Signature.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void WriteHeadProof(Utf8JsonWriter writer, HeadProof proof)
    {
        writer.WriteStartObject();
        writer.WriteString("number", proof.Head.Number.ToString());
        writer.WriteString("hash", proof.Head.Hash.ToString());
        writer.WriteString("status", proof.Head.Status.ToString());
        writer.WriteNumber("index", proof.Index);
        writer.WriteNumber("count", proof.Count);
        WriteHashes(writer, "path", proof.Path);
        writer.WriteEndObject();
    }

    public static void WriteHashes(Utf8JsonWriter writer, string name, IReadOnlyList<Hash256> hashes)
    {
        writer.WriteStartArray(name);
        foreach (var hash in hashes) writer.WriteStringValue(hash.ToString());
        writer.WriteEndArray();
    }
}
