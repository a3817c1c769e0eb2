using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Journal;

/// <summary>The last final block that was searched for own batches, and the network it belongs to.</summary>
internal readonly record struct ChainMark(Hash256 Network, BlockPosition Block);
