namespace SharedSequencer.Ingress.Journal;

/// <summary>A registry operation of the final chain; <paramref name="Place"/> counts within the block.</summary>
internal readonly record struct OrderedOperation(ulong Height, int Place, ReadOnlyMemory<byte> Encoded);
