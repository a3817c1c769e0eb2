using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>What the driver must know of a transaction to place it in a node block.</summary>
/// <param name="Hash">Transaction hash.</param>
/// <param name="Sender">Recovered sender.</param>
/// <param name="Nonce">Nonce of the sender.</param>
/// <param name="GasLimit">Gas that the transaction may use.</param>
/// <param name="ChangesForeignNonces">True for EIP-7702: it raises the nonces of the accounts that authorised it.</param>
/// <param name="Raw">The signed bytes as they were ordered.</param>
/// <param name="Flaw">Why no node can take it, or null: it cannot be decoded or its signature gives no sender.</param>
internal sealed record OrderedTransaction(
    Hash256 Hash,
    Address Sender,
    ulong Nonce,
    ulong GasLimit,
    bool ChangesForeignNonces,
    ReadOnlyMemory<byte> Raw,
    string? Flaw = null);
