using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// The order of a block as anyone computes it (R4), whatever order the block has: from the arrival times that its
/// certificates carry. A leader's only say in it is which certificate of a batch it takes where there are several (R3),
/// and the time of each lies between honest ones.
/// </summary>
public sealed class BlockOrder
{
    private BlockOrder(IReadOnlyList<BatchPlace> places) => Places = places;

    /// <summary>The certificates in the one order they may have.</summary>
    public IReadOnlyList<BatchPlace> Places { get; }

    /// <summary>Whether the block has that order, and none of its certificates twice.</summary>
    public bool IsKept => Places.Select(place => place.Given).SequenceEqual(Enumerable.Range(0, Places.Count))
        && Places.Zip(Places.Skip(1)).All(pair => pair.First.Key < pair.Second.Key);

    /// <summary>Computes the order of a block from the state after its parent, e.g. of a <see cref="ChainFollower"/>.</summary>
    public static BlockOrder Of(Block block, ChainState parent)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(parent);
        return Compute(block, parent.Genesis.Committee, lane => parent.PositionOf(lane).EffectiveTime);
    }

    internal static BlockOrder Compute(Block block, Committee committee, Func<IngressLane, ChainTime> floorOf)
    {
        var places = new List<BatchPlace>(block.Certificates.Count);
        var lanes = block.Certificates.Select((certificate, given) => (Certificate: certificate, Given: given))
            .GroupBy(entry => IngressLane.Of(entry.Certificate.Batch));
        foreach (var lane in lanes)
        {
            var floor = floorOf(lane.Key);
            var tie = OrderKey.TieOf(block.Header.Parent, lane.Key);
            foreach (var (certificate, given) in lane.OrderBy(entry => entry.Certificate.Batch.Sequence))
            {
                var median = certificate.Time(committee);
                floor = ChainTime.Max(median, floor);
                places.Add(new BatchPlace(
                    certificate,
                    [.. certificate.Entries.OrderBy(entry => entry.Arrival)],
                    median,
                    new OrderKey(floor, tie, certificate.Batch.Sequence),
                    given));
            }
        }

        return new BlockOrder([.. places.OrderBy(place => place.Key)]);
    }
}
