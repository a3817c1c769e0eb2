namespace SharedSequencer.Primitives.Tests.Transactions;

/// <summary>The encoded fields of a transaction, to be exchanged one by one.</summary>
internal sealed record FieldList(byte[] Prefix, IReadOnlyList<byte[]> Items)
{
    /// <summary>Takes a well-formed transaction apart.</summary>
    public static FieldList Of(byte[] raw)
    {
        byte[] prefix = raw[0] < 0xc0 ? raw[..1] : [];
        var outer = new RlpReader(raw.AsSpan(prefix.Length));
        Assert.True(outer.TryReadList(out var list));
        var items = new List<byte[]>();
        while (list.TryReadRawItem(out var item))
            items.Add(item.ToArray());
        return new FieldList(prefix, items);
    }

    /// <summary>The same with another encoded item in one place, counted from the end when
    /// negative.</summary>
    public FieldList With(int index, params byte[] item)
    {
        byte[][] items = [.. Items];
        items[index < 0 ? items.Length + index : index] = item;
        return this with { Items = items };
    }

    /// <summary>The same with one more item at the end.</summary>
    public FieldList And(params byte[] item) => this with { Items = [.. Items, item] };

    /// <summary>The same without the last item.</summary>
    public FieldList WithoutLast() => this with { Items = [.. Items.SkipLast(1)] };

    /// <summary>A byte string as an item.</summary>
    public static byte[] Item(ReadOnlySpan<byte> content)
    {
        var writer = new RlpWriter();
        writer.Write(content);
        return writer.ToArray();
    }

    /// <summary>Items joined to a list.</summary>
    public static byte[] List(params IEnumerable<byte[]> items)
    {
        var writer = new RlpWriter();
        writer.BeginList();
        foreach (var item in items)
            writer.WriteRaw(item);
        writer.EndList();
        return writer.ToArray();
    }

    /// <summary>Puts the transaction together again.</summary>
    public byte[] ToRaw() => [.. Prefix, .. List(Items)];
}
