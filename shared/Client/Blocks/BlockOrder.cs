using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>
/// The order of a block as anyone computes it (R4): from the arrival times that its certificates carry, whatever
/// order they are given in. A leader has no say in it.
/// </summary>
public static class BlockOrder
{
    /// <summary>Puts certificates into the one order they may have in a block.</summary>
    /// <param name="certificates">The certificates of the block, in any order.</param>
    /// <param name="parent">The state after the block's parent, e.g. of a <see cref="ChainFollower"/>.</param>
    public static IReadOnlyList<Certificate> Recompute(IEnumerable<Certificate> certificates, ChainState parent)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        ArgumentNullException.ThrowIfNull(parent);
        var committee = parent.Genesis.Committee;
        var keyed = new List<(OrderKey Key, Certificate Certificate)>();
        foreach (var lane in certificates.GroupBy(certificate => IngressLane.Of(certificate.Batch)))
        {
            var position = parent.PositionOf(lane.Key);
            foreach (var certificate in lane.OrderBy(certificate => certificate.Batch.Sequence))
            {
                keyed.Add((OrderKey.Of(certificate, position, parent.BlockHash, committee), certificate));
                position = position.After(certificate, committee);
            }
        }

        return [.. keyed.OrderBy(entry => entry.Key).Select(entry => entry.Certificate)];
    }

    /// <summary>Whether a block's certificates stand in the recomputed order.</summary>
    /// <param name="block">The block.</param>
    /// <param name="parent">The state after its parent.</param>
    public static bool IsRecomputed(Block block, ChainState parent)
    {
        ArgumentNullException.ThrowIfNull(block);
        // Turned round first: that they came in order must not help.
        var recomputed = Recompute(block.Certificates.Reverse(), parent);
        return recomputed.Select(certificate => certificate.Digest)
            .SequenceEqual(block.Certificates.Select(certificate => certificate.Digest));
    }
}
