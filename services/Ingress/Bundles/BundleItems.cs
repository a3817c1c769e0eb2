using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>Tells the two kinds of items of the cross-rollup lane apart by their first bytes.</summary>
internal static class BundleItems
{
    private const ulong LastOfSubmitter = 2;
    private const ulong LastTag = 4;

    /// <summary>Whether these bytes are what concerns bundles: that begins with a small number, an operation with a hash.</summary>
    public static bool Are(ReadOnlySpan<byte> item) => TagOf(item) is > 0 and <= LastTag;

    /// <summary>Whether a submitter answers for these bytes: a bundle or a cancel.</summary>
    public static bool AreOfSubmitter(ReadOnlySpan<byte> item) => TagOf(item) is > 0 and <= LastOfSubmitter;

    /// <summary>The bundle that these bytes bring; null when they are anything else.</summary>
    public static Bundle? BundleIn(ReadOnlyMemory<byte> item) =>
        BundleItem.TryDecode(item, out var read, out _) && read is BundleItem.Submit submit ? submit.Bundle : null;

    private static ulong TagOf(ReadOnlySpan<byte> item)
    {
        var reader = new RlpReader(item);
        return reader.TryReadList(out var fields) && fields.TryReadUInt64(out var tag) ? tag : 0;
    }
}
