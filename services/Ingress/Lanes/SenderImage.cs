using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>The last entry of a sender by position, and its nonce.</summary>
internal readonly record struct SenderImage(Address Sender, ulong Nonce, long Position);
