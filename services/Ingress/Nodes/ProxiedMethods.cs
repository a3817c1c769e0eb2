using System.Collections.Frozen;

namespace SharedSequencer.Ingress.Nodes;

/// <summary>
/// The reading methods that go to the rollup's node. A list of what may pass, not of what may not: a node can have
/// methods that change it (anvil_*, admin_*, eth_sendTransaction) under any name.
/// </summary>
/// <remarks>
/// eth_fillTransaction is left out: the node would fill in a nonce from its own state, which lags behind what is
/// sequenced, and viem's second of two quick sends would collide. Told that it does not exist, viem asks for the
/// pending count.
/// </remarks>
internal sealed class ProxiedMethods(NodesOptions options)
{
    private static readonly string[] Listed =
    [
        "eth_blockNumber", "eth_getBlockByNumber", "eth_getBlockByHash", "eth_getBlockReceipts",
        "eth_getBlockTransactionCountByNumber", "eth_getBlockTransactionCountByHash",
        "eth_getTransactionByBlockNumberAndIndex", "eth_getTransactionByBlockHashAndIndex",
        "eth_getRawTransactionByHash", "eth_getUncleCountByBlockNumber", "eth_getUncleCountByBlockHash",
        "eth_gasPrice", "eth_maxPriorityFeePerGas", "eth_feeHistory", "eth_blobBaseFee", "eth_estimateGas",
        "eth_call", "eth_createAccessList", "eth_simulateV1", "eth_getBalance",
        "eth_getCode", "eth_getStorageAt", "eth_getProof", "eth_getLogs", "eth_newFilter", "eth_newBlockFilter",
        "eth_newPendingTransactionFilter", "eth_getFilterChanges", "eth_getFilterLogs", "eth_uninstallFilter",
        "eth_syncing", "eth_protocolVersion", "net_listening", "net_peerCount", "web3_sha3",
    ];

    private readonly FrozenSet<string> _allowed = Listed
        .Concat(options.ExtraMethods.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .ToFrozenSet(StringComparer.Ordinal);

    public bool IsAllowed(string method) => _allowed.Contains(method);
}
