namespace SharedSequencer.Fuzzing;

/// <summary>Changes byte strings in the ways that hurt decoders; the same seed makes the same
/// changes.</summary>
public sealed class Mutator(int seed)
{
    private const int MaxLength = 64 * 1024;
    private const int MaxChanges = 4;

    /// <summary>Boundaries of RLP headers and of integers.</summary>
    private static readonly byte[] Interesting =
    [
        0x00, 0x01, 0x7f, 0x80, 0x81, 0xa0, 0xb7, 0xb8, 0xbf, 0xc0, 0xc1, 0xf7, 0xf8, 0xff,
        (byte)'"', (byte)'}',
    ];

    private readonly Random _random = new(seed);

    /// <summary>A number from 0 up to but not including a bound.</summary>
    public int Next(int bound) => _random.Next(bound);

    /// <summary>Any of several things.</summary>
    public T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>A changed copy of one input, sometimes crossed with another.</summary>
    public byte[] Mutate(byte[] input, byte[] other)
    {
        var bytes = new List<byte>(input);
        for (var changes = _random.Next(1, MaxChanges + 1); changes > 0; changes--)
            Change(bytes, other);
        return bytes.Count > MaxLength ? [.. bytes.Take(MaxLength)] : [.. bytes];
    }

    private void Change(List<byte> bytes, byte[] other)
    {
        var (start, length) = Range(bytes.Count);
        switch (_random.Next(9))
        {
            case 0 when length > 0:
                bytes[start] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when length > 0:
                bytes[start] = Pick(Interesting);
                break;
            case 2 when length > 0:
                bytes[start] = (byte)(bytes[start] + (_random.Next(2) == 0 ? 1 : -1));
                break;
            case 3:
                bytes.Insert(start, Pick(Interesting));
                break;
            case 4:
                bytes.RemoveRange(start, length);
                break;
            case 5:
                bytes.InsertRange(start, bytes.GetRange(start, length));
                break;
            case 6:
                bytes.RemoveRange(start, bytes.Count - start);
                break;
            case 7:
                var (from, taken) = Range(other.Length);
                bytes.RemoveRange(start, length);
                bytes.InsertRange(start, other.AsSpan(from, taken).ToArray());
                break;
            default:
                bytes.Add((byte)_random.Next(256));
                break;
        }
    }

    /// <summary>A range that is mostly short; empty only in an empty string.</summary>
    private (int Start, int Length) Range(int count)
    {
        if (count == 0)
            return (0, 0);
        var start = _random.Next(count);
        var longest = Math.Min(count - start, _random.Next(4) == 0 ? count : 8);
        return (start, _random.Next(1, longest + 1));
    }
}
