using SharedSequencer.Primitives;

namespace SharedSequencer.Fuzzing;

/// <summary>An RLP item as a tree that can be changed and written again.</summary>
public sealed class RlpNode
{
    private const int MaxDepth = 32;

    private RlpNode(byte[] content, List<RlpNode>? children)
    {
        Content = content;
        Children = children;
    }

    /// <summary>The bytes of a byte string.</summary>
    public byte[] Content { get; set; }

    /// <summary>The items of a list; null for a byte string.</summary>
    public List<RlpNode>? Children { get; set; }

    /// <summary>Reads exactly one item; null for anything else.</summary>
    public static RlpNode? Read(ReadOnlySpan<byte> encoded)
    {
        var reader = new RlpReader(encoded);
        var node = Read(ref reader, MaxDepth);
        return reader.AtEnd ? node : null;
    }

    /// <summary>A list of these items.</summary>
    public static RlpNode List(params IEnumerable<RlpNode> children) => new([], [.. children]);

    /// <summary>This item and everything in it, itself first.</summary>
    public IReadOnlyList<RlpNode> All() => [this, .. (Children ?? []).SelectMany(child => child.All())];

    /// <summary>A deep copy.</summary>
    public RlpNode Copy() => new(Content, Children?.ConvertAll(child => child.Copy()));

    /// <summary>Writes the item in its canonical form.</summary>
    public void Write(RlpWriter writer)
    {
        if (Children is null)
        {
            writer.Write(Content);
            return;
        }
        writer.BeginList();
        foreach (var child in Children)
            child.Write(writer);
        writer.EndList();
    }

    private static RlpNode? Read(ref RlpReader reader, int depth)
    {
        if (!reader.IsList)
            return reader.TryReadBytes(out var content) ? new RlpNode(content.ToArray(), null) : null;
        if (depth == 0 || !reader.TryReadList(out var list))
            return null;
        var children = new List<RlpNode>();
        while (!list.AtEnd)
        {
            if (Read(ref list, depth - 1) is not { } child)
                return null;
            children.Add(child);
        }
        return new RlpNode([], children);
    }
}
