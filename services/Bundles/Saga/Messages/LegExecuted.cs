using SharedSequencer.Primitives;

namespace SharedSequencer.Bundles.Saga.Messages;

/// <summary>A rollup's node told what became of some of a leg's transactions.</summary>
/// <param name="Bundle">The bundle's id.</param>
/// <param name="Leg">The leg's place in the terms.</param>
/// <param name="NodeBlock">Hash of the block that the node sealed, 0x hex: another one after a reorganisation.</param>
/// <param name="Outcomes">
/// By place within the leg, the number of an <see cref="SharedSequencer.Messages.ExecutionOutcome"/>; 0 for unsaid.
/// </param>
/// <param name="At">Where the chain stood.</param>
internal sealed record LegExecuted(Hash256 Bundle, int Leg, string NodeBlock, byte[] Outcomes, ChainMoment At) : IBundleMessage
{
    public string Key => $"leg {Leg} executed in {NodeBlock}: {Keccak256.Hash(Outcomes)}";
}
