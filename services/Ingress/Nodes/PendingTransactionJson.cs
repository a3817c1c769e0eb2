using System.Buffers;
using System.Text.Json;
using SharedSequencer.Ingress.JsonRpc;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Nodes;

/// <summary>A transaction the node does not know yet, in the shape of <c>eth_getTransactionByHash</c>.</summary>
internal static class PendingTransactionJson
{
    /// <summary>Null when the bytes are no transaction, which a journaled one never is.</summary>
    public static RpcAnswer? Write(ReadOnlyMemory<byte> raw, Address sender)
    {
        if (!TransactionDecoder.TryDecode(raw, out var transaction, out _)) return null;
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteNull("blockHash");
        writer.WriteNull("blockNumber");
        writer.WriteNull("transactionIndex");
        writer.WriteString("hash", transaction.Hash.ToString());
        writer.WriteString("from", sender.ToString());
        if (transaction.To is { } to) writer.WriteString("to", to.ToString());
        else writer.WriteNull("to");
        writer.WriteString("nonce", Hex.EncodeQuantity(transaction.Nonce));
        writer.WriteString("gas", Hex.EncodeQuantity(transaction.GasLimit));
        writer.WriteString("value", transaction.Value.ToHex());
        writer.WriteString("input", Hex.Encode(transaction.Input.Span));
        WriteFees(writer, transaction);
        WriteSignature(writer, transaction);
        writer.WriteEndObject();
        writer.Flush();
        return RpcAnswer.Of(buffer.WrittenMemory);
    }

    private static void WriteFees(Utf8JsonWriter writer, Transaction transaction)
    {
        writer.WriteString("type", Hex.EncodeQuantity((ulong)transaction.Type));
        writer.WriteString("chainId", Hex.EncodeQuantity(transaction.ChainId ?? 0));
        writer.WriteString("gasPrice", transaction.MaxFeePerGas.ToHex());
        if (transaction.Type < TransactionType.DynamicFee) return;
        writer.WriteString("maxFeePerGas", transaction.MaxFeePerGas.ToHex());
        writer.WriteString("maxPriorityFeePerGas", transaction.MaxPriorityFeePerGas.ToHex());
    }

    private static void WriteSignature(Utf8JsonWriter writer, Transaction transaction)
    {
        var parity = (ulong)(transaction.Signature.V - 27);
        var v = transaction.Type == TransactionType.Legacy ? (transaction.ChainId ?? 0) * 2 + 35 + parity : parity;
        writer.WriteString("v", Hex.EncodeQuantity(v));
        writer.WriteString("r", Hex.EncodeQuantity(transaction.Signature.R.ToArray()));
        writer.WriteString("s", Hex.EncodeQuantity(transaction.Signature.S.ToArray()));
        if (transaction.Type == TransactionType.Legacy) return;
        writer.WriteString("yParity", Hex.EncodeQuantity(parity));
        writer.WriteStartArray("accessList");
        foreach (var entry in transaction.AccessList) WriteAccess(writer, entry);
        writer.WriteEndArray();
    }

    private static void WriteAccess(Utf8JsonWriter writer, AccessListEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("address", entry.Address.ToString());
        writer.WriteStartArray("storageKeys");
        foreach (var key in entry.StorageKeys) writer.WriteStringValue(key.ToString());
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
