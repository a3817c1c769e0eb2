namespace SharedSequencer.Protocol;

/// <summary>What the chain says of a receipt.</summary>
public enum ReceiptStanding
{
    /// <summary>The deadline is not reached and nothing is decided.</summary>
    Open = 0,

    /// <summary>The transaction has its place, or its rejection is recorded.</summary>
    Kept,

    /// <summary>The first block after the deadline is reached without either.</summary>
    Broken,

    /// <summary>
    /// Neither was found, but the reading began when it may have happened already, so that says nothing. Read again from
    /// an earlier block.
    /// </summary>
    BegunTooLate,
}
