namespace SharedSequencer.Ingress.Transactions;

/// <summary>What the nonce rules need of a sender.</summary>
/// <param name="Next">First nonce that is neither executed nor journaled.</param>
/// <param name="SoftNext">First nonce that is neither executed nor soft-committed; at most <paramref name="Next"/>.</param>
/// <param name="IsHeld">A transaction with the judged nonce is held already.</param>
/// <param name="HeldRoom">How many more may be held.</param>
internal readonly record struct NonceView(ulong Next, ulong SoftNext, bool IsHeld, int HeldRoom);
