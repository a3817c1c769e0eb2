using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>One ingress's stream of batches in one lane; its batches keep their order (R4).</summary>
/// <param name="Ingress">The ingress.</param>
/// <param name="Lane">The lane.</param>
public readonly record struct IngressLane(Address Ingress, Lane Lane)
{
    /// <summary>The stream a batch belongs to.</summary>
    public static IngressLane Of(BatchHeader batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new IngressLane(batch.Ingress, batch.Lane);
    }
}
