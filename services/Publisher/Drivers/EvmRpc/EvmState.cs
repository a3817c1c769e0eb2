using System.Text.Json;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>
/// What accounts hold after one block of a node, asked by the block's hash (EIP-1898): of a block that is gone the node
/// says nothing, and never something of another.
/// </summary>
internal sealed class EvmState(NodeRpc rpc, Hash256 block)
{
    /// <summary>The nonces of accounts, in order.</summary>
    public Task<IReadOnlyList<ulong>> NoncesAsync(IReadOnlyList<Address> accounts, CancellationToken cancellationToken) =>
        AskAsync("eth_getTransactionCount", accounts.Select(Account), NodeJson.Quantity, cancellationToken);

    /// <summary>The balances of accounts in wei, in order.</summary>
    public Task<IReadOnlyList<UInt256>> BalancesAsync(IReadOnlyList<Address> accounts, CancellationToken cancellationToken) =>
        AskAsync("eth_getBalance", accounts.Select(Account), NodeJson.LargeQuantity, cancellationToken);

    /// <summary>What storage slots hold, in order; the values asked for are not looked at.</summary>
    public Task<IReadOnlyList<Hash256>> StorageAsync(IReadOnlyList<StorageIs> slots, CancellationToken cancellationToken) =>
        AskAsync("eth_getStorageAt", slots.Select(Slot), NodeJson.Hash, cancellationToken);

    private async Task<IReadOnlyList<T>> AskAsync<T>(
        string method,
        IEnumerable<Action<Utf8JsonWriter>> subjects,
        Func<JsonElement, T> read,
        CancellationToken cancellationToken)
    {
        RpcCall[] calls = [.. subjects.Select(subject => new RpcCall(method, writer =>
        {
            subject(writer);
            writer.WriteStartObject();
            writer.WriteString("blockHash", block.ToString());
            writer.WriteEndObject();
        }))];
        if (calls.Length == 0) return [];
        using var answer = await rpc.CallAsync(calls, cancellationToken);
        return [.. answer.Items.Select(item =>
            item.TryGetProperty("result", out var result) ? read(result) : throw NodeRpc.Failure(method, item))];
    }

    private static Action<Utf8JsonWriter> Account(Address account) =>
        writer => writer.WriteStringValue(account.ToString());

    private static Action<Utf8JsonWriter> Slot(StorageIs slot) => writer =>
    {
        writer.WriteStringValue(slot.Account.ToString());
        writer.WriteStringValue(slot.Slot.ToString());
    };
}
