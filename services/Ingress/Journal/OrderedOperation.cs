namespace SharedSequencer.Ingress.Journal;

/// <summary>
/// A registry operation of the final chain; <paramref name="Place"/> counts from 1 the items of the block's system batches,
/// whether they took effect or not.
/// </summary>
internal readonly record struct OrderedOperation(ulong Height, int Place, ReadOnlyMemory<byte> Encoded);
