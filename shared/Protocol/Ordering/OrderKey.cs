using System.Buffers.Binary;
using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What decides the place of a certificate (R4): effective time; then a hash that the parent block salts, so that
/// ties cannot be ground; then the sequence, which keeps one ingress's lane in order.
/// </summary>
/// <param name="EffectiveTime">The certificate's median arrival, not earlier than its predecessor's.</param>
/// <param name="Tie">Keccak(parent block hash ‖ ingress ‖ lane).</param>
/// <param name="Sequence">Sequence of the batch.</param>
public readonly record struct OrderKey(ChainTime EffectiveTime, Hash256 Tie, ulong Sequence) : IComparable<OrderKey>
{
    /// <summary>The key of a certificate that comes after <paramref name="position"/> in its lane.</summary>
    public static OrderKey Of(Certificate certificate, LanePosition position, in Hash256 parent, Committee committee)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new OrderKey(
            ChainTime.Max(certificate.Time(committee), position.EffectiveTime),
            TieOf(parent, IngressLane.Of(certificate.Batch)),
            certificate.Batch.Sequence);
    }

    /// <summary>Keccak(parent block hash ‖ ingress ‖ lane as eight big-endian bytes).</summary>
    public static Hash256 TieOf(in Hash256 parent, IngressLane lane)
    {
        Span<byte> bytes = stackalloc byte[Hash256.Size + Address.Size + sizeof(ulong)];
        parent.CopyTo(bytes);
        lane.Ingress.CopyTo(bytes[Hash256.Size..]);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[(Hash256.Size + Address.Size)..], lane.Lane.Value);
        return Keccak256.Hash(bytes);
    }

    /// <inheritdoc/>
    public int CompareTo(OrderKey other)
    {
        var byTime = EffectiveTime.CompareTo(other.EffectiveTime);
        if (byTime != 0)
        {
            return byTime;
        }

        var byTie = Tie.CompareTo(other.Tie);
        return byTie != 0 ? byTie : Sequence.CompareTo(other.Sequence);
    }

    /// <summary>Whether <paramref name="left"/> is placed before <paramref name="right"/>.</summary>
    public static bool operator <(OrderKey left, OrderKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is placed after <paramref name="right"/>.</summary>
    public static bool operator >(OrderKey left, OrderKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is not placed after <paramref name="right"/>.</summary>
    public static bool operator <=(OrderKey left, OrderKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is not placed before <paramref name="right"/>.</summary>
    public static bool operator >=(OrderKey left, OrderKey right) => left.CompareTo(right) >= 0;
}
