using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>The bundle that came with a key.</summary>
internal readonly record struct KeyedBundle(IdempotencyKey Key, Hash256 Bundle);
