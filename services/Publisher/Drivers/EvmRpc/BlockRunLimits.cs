namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>Bounds of one run.</summary>
/// <param name="BatchSize">Most transactions sent in one request.</param>
/// <param name="BlockGas">Gas limit of a node block.</param>
internal readonly record struct BlockRunLimits(int BatchSize, ulong BlockGas);
