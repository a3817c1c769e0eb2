using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Archive;

/// <summary>A chain state as it is stored beside the blocks.</summary>
/// <param name="Height">The block it is the state after.</param>
/// <param name="Time">Timestamp of that block.</param>
/// <param name="Encoded">What <see cref="ChainState.EncodeSnapshot"/> gave.</param>
internal sealed record StoredState(Height Height, ChainTime Time, byte[] Encoded)
{
    public static StoredState Of(ChainState state) => new(state.Height, state.Timestamp, state.EncodeSnapshot());
}
