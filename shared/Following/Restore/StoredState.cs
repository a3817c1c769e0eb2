using SharedSequencer.Protocol;

namespace SharedSequencer.Following;

/// <summary>A chain state as a service stores it.</summary>
/// <param name="Height">The block it is the state after.</param>
/// <param name="Time">Timestamp of that block.</param>
/// <param name="Encoded">What <see cref="ChainState.EncodeSnapshot"/> gave.</param>
public sealed record StoredState(Height Height, ChainTime Time, byte[] Encoded)
{
    /// <summary>Encodes a state.</summary>
    /// <param name="state">The state.</param>
    public static StoredState Of(ChainState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(state.Height, state.Timestamp, state.EncodeSnapshot());
    }
}
