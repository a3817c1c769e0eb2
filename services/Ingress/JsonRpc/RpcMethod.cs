namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>The methods that the ingress answers itself or completes; everything else is <see cref="Other"/>.</summary>
internal enum RpcMethod : byte
{
    /// <summary>Not one of ours: goes to the rollup's node when the node may be asked.</summary>
    Other,
    SendRawTransaction,
    SendRawTransactionSync,
    ChainId,
    NetVersion,
    ClientVersion,
    GetTransactionCount,
    GetTransactionByHash,
    GetTransactionReceipt,
    Subscribe,
    Unsubscribe,
    SequencerGetTransaction,
    SequencerGetReceipt,
    SequencerGetInclusionProof,
    SequencerSendBundle,
    SequencerCancelBundle,
    SequencerGetBundle,
    SequencerGetOutcomeProof,
}
