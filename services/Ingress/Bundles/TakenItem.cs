using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// What is journaled about a bundle that is none: <paramref name="Item"/> is its name among transactions,
/// <paramref name="Subject"/> what the chain will speak of.
/// </summary>
internal sealed record TakenItem(Hash256 Item, Hash256 Subject);
