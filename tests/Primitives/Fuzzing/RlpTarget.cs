using SharedSequencer.Primitives;

namespace SharedSequencer.Fuzzing;

/// <summary>Reads any items in any nesting; what is accepted must be what the writer writes for it.</summary>
public sealed class RlpTarget : FuzzTarget
{
    private const int MaxDepth = 256;

    /// <inheritdoc/>
    public override string Name => "rlp";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        [],
        [0x80],
        [0xc0],
        [0xb8, 0x38, .. new byte[56]],
        [0xf8, 0x39, 0xb7, .. new byte[55], 0x01],
        [0xc7, 0xc0, 0xc1, 0xc0, 0xc3, 0xc0, 0xc1, 0xc0],
        [0xf9, 0x01, 0x02, 0xb8, 0xff, .. new byte[255], 0x7f],
    ];

    /// <inheritdoc/>
    public override string Run(byte[] input)
    {
        var reader = new RlpReader(input);
        var writer = new RlpWriter(0);
        if (!TryCopy(ref reader, writer, MaxDepth, out var error))
            return error.ToString();
        Require(writer.WrittenSpan.SequenceEqual(input), "an item has a second accepted encoding");
        ReadAsTypes(input);
        return "accepted";
    }

    private static bool TryCopy(ref RlpReader reader, RlpWriter writer, int depth, out RlpError error)
    {
        while (!reader.AtEnd)
        {
            var before = reader.Position;
            if (reader.IsList && depth > 0 && reader.TryReadList(out var list))
            {
                writer.BeginList();
                if (!TryCopy(ref list, writer, depth - 1, out error))
                    return false;
                writer.EndList();
            }
            else if (!reader.IsList && reader.TryReadBytes(out var content))
            {
                writer.Write(content);
            }
            else
            {
                Require(reader.Position == before, "a failed read moved the reader");
                error = reader.Error;
                return false;
            }
            Require(reader.Position > before, "a read did not move the reader");
        }
        error = RlpError.None;
        return true;
    }

    private static void ReadAsTypes(ReadOnlySpan<byte> input)
    {
        var reader = new RlpReader(input);
        if (reader.TryReadUInt64(out var small))
            RequireSame(input, reader.Position, writer => writer.Write(small));
        reader = new RlpReader(input);
        if (reader.TryReadUInt256(out var large))
            RequireSame(input, reader.Position, writer => writer.Write(large));
        reader = new RlpReader(input);
        if (reader.TryReadRawItem(out var item))
            Require(item.SequenceEqual(input[..reader.Position]), "a raw item is not what was read");
    }

    private static void RequireSame(ReadOnlySpan<byte> input, int length, Action<RlpWriter> write)
    {
        var writer = new RlpWriter();
        write(writer);
        Require(writer.WrittenSpan.SequenceEqual(input[..length]), "an integer has a second encoding");
    }
}
