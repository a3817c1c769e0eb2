using System.Text.Json;
using SharedSequencer.Primitives;

namespace SharedSequencer.Client;

/// <summary>
/// The part of an Ethereum node's receipt that places a transaction in the node's own chain.
/// </summary>
/// <param name="Transaction">Hash of the transaction.</param>
/// <param name="BlockNumber">Number of the node's block.</param>
/// <param name="BlockHash">Hash of the node's block.</param>
/// <param name="Index">Place in that block, from 0.</param>
/// <param name="Succeeded">False when it reverted.</param>
/// <param name="CreatedContract">The contract it created.</param>
public sealed record NodeReceipt(
    Hash256 Transaction, ulong BlockNumber, Hash256 BlockHash, ulong Index, bool Succeeded, Address? CreatedContract)
{
    /// <summary>Reads the answer of <c>eth_getTransactionReceipt</c>; JSON null is null.</summary>
    /// <exception cref="UnexpectedAnswerException">A field is missing or of another form.</exception>
    public static NodeReceipt? Read(JsonElement receipt) => receipt.ValueKind == JsonValueKind.Null
        ? null
        : new NodeReceipt(
            JsonFields.Hash(receipt, "transactionHash"),
            JsonFields.Quantity(receipt, "blockNumber"),
            JsonFields.Hash(receipt, "blockHash"),
            JsonFields.Quantity(receipt, "transactionIndex"),
            JsonFields.Quantity(receipt, "status") == 1,
            Address.TryParse(JsonFields.OptionalText(receipt, "contractAddress"), out var created) ? created : null);
}
