using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>Fields that several structures share: narrow numbers, slices, and signatures to be checked.</summary>
internal static class RlpFields
{
    internal static bool TryReadUInt16(ref RlpReader reader, out ushort value)
    {
        var read = reader.TryReadUInt64(out var wide) && wide <= ushort.MaxValue;
        value = read ? (ushort)wide : (ushort)0;
        return read;
    }

    internal static bool TryReadUInt32(ref RlpReader reader, out uint value)
    {
        var read = reader.TryReadUInt64(out var wide) && wide <= uint.MaxValue;
        value = read ? (uint)wide : 0;
        return read;
    }

    /// <summary>The place of a bundle's leg.</summary>
    internal static bool TryReadLeg(ref RlpReader reader, out byte leg)
    {
        var read = reader.TryReadUInt64(out var wide) && wide < ProtocolDefaults.MaxBundleLegs;
        leg = read ? (byte)wide : (byte)0;
        return read;
    }

    internal static bool IsSignedBy(in Hash256 digest, in Signature signature, in Address expected) =>
        signature.HasLowS
        && Secp256k1.Current.TryRecover(digest, signature, out var signer)
        && signer == expected;

    /// <summary>The memory behind a span that a reader cut out of <paramref name="whole"/>; nothing is copied.</summary>
    internal static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> whole, ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        whole.Span.Overlaps(part, out var offset);
        return whole.Slice(offset, part.Length);
    }
}
