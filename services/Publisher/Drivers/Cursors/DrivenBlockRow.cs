using SharedSequencer.Primitives;
using SharedSequencer.Publisher.Drivers.EvmRpc;
using SharedSequencer.Publisher.Storage;

namespace SharedSequencer.Publisher.Drivers.Cursors;

/// <summary>A row of <c>driven_blocks</c>: stored form of a <see cref="DrivenBlock"/>.</summary>
internal sealed class DrivenBlockRow
{
    public required long RollupId { get; init; }

    public required long Number { get; init; }

    public required long NodeNumber { get; init; }

    public required byte[] NodeHash { get; init; }

    public static DrivenBlockRow Of(long rollupId, DrivenBlock block) => new()
    {
        RollupId = rollupId,
        Number = StoredNumber.Of(block.Number),
        NodeNumber = StoredNumber.Of(block.Position.Number),
        NodeHash = block.Position.Hash.ToArray(),
    };

    public DrivenBlock ToBlock() => new(
        StoredNumber.Read(Number), new NodePosition(StoredNumber.Read(NodeNumber), new Hash256(NodeHash)));
}
