namespace SharedSequencer.Protocol;

/// <summary>The first rule a block breaks. All are permanent: the same block never becomes right.</summary>
public enum BlockFault
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>Not canonical RLP of what it should be.</summary>
    Malformed,

    /// <summary>Made for another network.</summary>
    WrongNetwork,

    /// <summary>Made in another epoch.</summary>
    WrongEpoch,

    /// <summary>Not the height, or rollup block number, after the last one: something is missing or repeated.</summary>
    NotNext,

    /// <summary>Does not name the last block as its parent.</summary>
    WrongParent,

    /// <summary>Proposed by somebody who does not lead the view, or in a view not after the parent's.</summary>
    WrongLeader,

    /// <summary>Not later than the parent, or earlier than an effective time in the block (R8).</summary>
    WrongTimestamp,

    /// <summary>No Finalization by a quorum of the committee for the block or a linked descendant (R18).</summary>
    NotFinalized,

    /// <summary>The header's batches root is not that of the certificates.</summary>
    WrongBatchesRoot,

    /// <summary>A certificate without a quorum's right signatures, or for another network.</summary>
    BadCertificate,

    /// <summary>A batch of an ingress that the registry does not know.</summary>
    UnknownIngress,

    /// <summary>A batch whose life ended before the block (R6).</summary>
    Expired,

    /// <summary>A batch whose predecessor is neither in the chain nor expired, or that is in the chain already (R6).</summary>
    WrongPredecessor,

    /// <summary>Order keys do not strictly ascend (R6).</summary>
    WrongOrder,

    /// <summary>More than the block limit, or more of one lane than its share (R6).</summary>
    TooLarge,

    /// <summary>The batches are missing, or are not those the certificates name.</summary>
    WrongBatches,

    /// <summary>The header's rollups root is not what the batches expand to.</summary>
    WrongRollupsRoot,

    /// <summary>The header's outcomes root is not what the batches expand to.</summary>
    WrongOutcomesRoot,

    /// <summary>The rollup block is not the head that the block's rollups root commits to: altered or withheld.</summary>
    WrongRollupBlock,
}
