using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>Tells the two kinds of items of the cross-rollup lane apart by their first bytes.</summary>
internal static class BundleItems
{
    private const ulong LastTag = 4;

    /// <summary>Whether these bytes are what concerns bundles: that begins with a small number, an operation with a hash.</summary>
    public static bool Are(ReadOnlySpan<byte> item)
    {
        var reader = new RlpReader(item);
        return reader.TryReadList(out var fields) && fields.TryReadUInt64(out var tag) && tag is > 0 and <= LastTag;
    }
}
