namespace SharedSequencer.Ingress.Lanes;

/// <summary>A sender's nonce with everything journaled, and with everything soft-committed.</summary>
internal readonly record struct NonceAnswer(ulong Pending, ulong Latest);
