namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>Recognises a method by its UTF-8 name without making a string of it.</summary>
internal static class RpcMethodNames
{
    public static RpcMethod Recognise(ReadOnlySpan<byte> name) => name.Length switch
    {
        11 when name.SequenceEqual("eth_chainId"u8) => RpcMethod.ChainId,
        11 when name.SequenceEqual("net_version"u8) => RpcMethod.NetVersion,
        13 when name.SequenceEqual("eth_subscribe"u8) => RpcMethod.Subscribe,
        14 when name.SequenceEqual("seq_getReceipt"u8) => RpcMethod.SequencerGetReceipt,
        13 when name.SequenceEqual("seq_getBundle"u8) => RpcMethod.SequencerGetBundle,
        14 when name.SequenceEqual("seq_sendBundle"u8) => RpcMethod.SequencerSendBundle,
        15 when name.SequenceEqual("eth_unsubscribe"u8) => RpcMethod.Unsubscribe,
        16 when name.SequenceEqual("seq_cancelBundle"u8) => RpcMethod.SequencerCancelBundle,
        18 when name.SequenceEqual("web3_clientVersion"u8) => RpcMethod.ClientVersion,
        18 when name.SequenceEqual("seq_getTransaction"u8) => RpcMethod.SequencerGetTransaction,
        19 when name.SequenceEqual("seq_getOutcomeProof"u8) => RpcMethod.SequencerGetOutcomeProof,
        22 when name.SequenceEqual("eth_sendRawTransaction"u8) => RpcMethod.SendRawTransaction,
        23 when name.SequenceEqual("eth_getTransactionCount"u8) => RpcMethod.GetTransactionCount,
        24 when name.SequenceEqual("eth_getTransactionByHash"u8) => RpcMethod.GetTransactionByHash,
        21 when name.SequenceEqual("seq_getInclusionProof"u8) => RpcMethod.SequencerGetInclusionProof,
        25 when name.SequenceEqual("eth_getTransactionReceipt"u8) => RpcMethod.GetTransactionReceipt,
        26 when name.SequenceEqual("eth_sendRawTransactionSync"u8) => RpcMethod.SendRawTransactionSync,
        _ => RpcMethod.Other,
    };
}
