namespace SharedSequencer.Ordering.Peers;

/// <summary>What is wrong with what a peer sent; no honest validator sends it.</summary>
internal enum PeerFault
{
    /// <summary>The bytes are no message.</summary>
    Malformed = 1,

    /// <summary>Something in it is not signed by whom it names, or is no quorum.</summary>
    NotAuthentic,
}
