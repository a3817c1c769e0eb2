namespace SharedSequencer.Ingress.Status;

/// <summary>The publisher's answer; <paramref name="Json"/> is empty when it has no such proof (yet).</summary>
internal readonly record struct ProofAnswer(bool IsAvailable, ReadOnlyMemory<byte> Json);
