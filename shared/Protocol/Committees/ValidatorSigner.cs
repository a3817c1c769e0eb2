using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>A validator's key together with the seat it signs for.</summary>
/// <param name="Epoch">The epoch of the seat.</param>
/// <param name="Index">The seat.</param>
/// <param name="Key">The key; signing is deterministic (RFC 6979), so the protocol core may hold it and stay pure.</param>
public sealed record ValidatorSigner(Epoch Epoch, ValidatorIndex Index, PrivateKey Key);
