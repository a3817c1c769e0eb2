using System.Text;

namespace SharedSequencer.Primitives;

/// <summary>
/// Values in the order of a Solidity parameter list, or of a structure inside one, encoded as contracts expect them
/// (Solidity documentation, "Contract ABI Specification"): heads of 32 bytes, then the tails of what has no fixed length.
/// </summary>
/// <remarks>It does not know the signature: order, number and kinds of the values are the caller's duty.</remarks>
public sealed class AbiTuple
{
    /// <summary>Length of a word in bytes.</summary>
    public const int WordSize = 32;

    private readonly List<(byte[] Encoded, bool IsDynamic)> _values = [];

    /// <summary>Whether its length depends on its values; then it stands in a tail wherever it is part of another.</summary>
    public bool IsDynamic => _values.Exists(value => value.IsDynamic);

    /// <summary>The first four bytes of a call: of the Keccak-256 of a signature such as <c>transfer(address,uint256)</c>.</summary>
    public static byte[] Selector(string signature) =>
        Keccak256.Hash(Encoding.UTF8.GetBytes(signature)).ToArray()[..4];

    /// <summary>The input of a call with these arguments.</summary>
    /// <param name="signature">The function's signature.</param>
    public byte[] ToCall(string signature) => [.. Selector(signature), .. Encode()];

    /// <summary>Adds a value of type bytes32.</summary>
    public AbiTuple Add(in Hash256 value) => AddWord(value.ToArray());

    /// <summary>Adds a value of type uint8 to uint256.</summary>
    public AbiTuple Add(UInt256 value)
    {
        var word = new byte[WordSize];
        value.CopyTo(word);
        return AddWord(word);
    }

    /// <summary>Adds a value of type uint8 to uint64.</summary>
    public AbiTuple Add(ulong value) => Add((UInt256)value);

    /// <summary>Adds a value of type address.</summary>
    public AbiTuple Add(in Address value)
    {
        var word = new byte[WordSize];
        value.CopyTo(word.AsSpan(WordSize - Address.Size));
        return AddWord(word);
    }

    /// <summary>Adds a value of type bytes.</summary>
    public AbiTuple Add(ReadOnlySpan<byte> value)
    {
        var padded = new byte[(value.Length + WordSize - 1) / WordSize * WordSize];
        value.CopyTo(padded);
        _values.Add(([.. Length(value.Length), .. padded], true));
        return this;
    }

    /// <summary>Adds a value of type string.</summary>
    public AbiTuple Add(string value) => Add(Encoding.UTF8.GetBytes(value));

    /// <summary>Adds a structure.</summary>
    public AbiTuple Add(AbiTuple value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _values.Add((value.Encode(), value.IsDynamic));
        return this;
    }

    /// <summary>Adds an array of any length.</summary>
    /// <param name="elements">The elements; it gets one value for each.</param>
    /// <param name="add">Adds one element.</param>
    public AbiTuple AddArray<T>(IReadOnlyCollection<T> elements, Action<AbiTuple, T> add)
    {
        ArgumentNullException.ThrowIfNull(elements);
        ArgumentNullException.ThrowIfNull(add);
        var items = new AbiTuple();
        foreach (var element in elements)
            add(items, element);
        if (items._values.Count != elements.Count)
            throw new ArgumentException("An element is one value.", nameof(add));
        _values.Add(([.. Length(elements.Count), .. items.Encode()], true));
        return this;
    }

    /// <summary>The encoding, without a length of its own.</summary>
    public byte[] Encode()
    {
        var heads = new List<byte>();
        var tails = new List<byte>();
        var headSize = _values.Sum(value => value.IsDynamic ? WordSize : value.Encoded.Length);
        foreach (var (encoded, isDynamic) in _values)
        {
            if (!isDynamic)
            {
                heads.AddRange(encoded);
                continue;
            }

            heads.AddRange(Length(headSize + tails.Count));
            tails.AddRange(encoded);
        }

        return [.. heads, .. tails];
    }

    private static byte[] Length(int value)
    {
        var word = new byte[WordSize];
        ((UInt256)(ulong)value).CopyTo(word);
        return word;
    }

    private AbiTuple AddWord(byte[] word)
    {
        _values.Add((word, false));
        return this;
    }
}
