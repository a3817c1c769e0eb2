using System.Text;

namespace SharedSequencer.Primitives;

/// <summary>Hashes one EIP-712 structure: add the members in the order of its type, then
/// <see cref="Hash"/>.</summary>
/// <remarks>It does not know the type: order, number and kinds of the members are the caller's duty, held by
/// vectors from another implementation.</remarks>
public sealed class Eip712Struct
{
    private const int WordSize = 32;

    private byte[] _words = new byte[8 * WordSize];
    private int _length;

    /// <summary>Begins a structure of a type.</summary>
    /// <param name="typeHash">See <see cref="TypeHash"/>.</param>
    public Eip712Struct(in Hash256 typeHash) => Add(typeHash);

    /// <summary>The hash of an encoded type, e.g. <c>Mail(Person from,Person to)Person(string name)</c>:
    /// referenced types follow the main one in alphabetical order.</summary>
    public static Hash256 TypeHash(string encodeType) => Keccak256.Hash(Encoding.UTF8.GetBytes(encodeType));

    /// <summary>What is signed: Keccak(0x19 ‖ 0x01 ‖ domain separator ‖ structure hash).</summary>
    public static Hash256 Digest(in Hash256 separator, in Hash256 structHash)
    {
        Span<byte> message = stackalloc byte[2 + 2 * Hash256.Size];
        message[0] = 0x19;
        message[1] = 0x01;
        separator.CopyTo(message[2..]);
        structHash.CopyTo(message[(2 + Hash256.Size)..]);
        return Keccak256.Hash(message);
    }

    /// <summary>Adds a member of type uint8 to uint64.</summary>
    public Eip712Struct Add(ulong value) => Add((UInt256)value);

    /// <summary>Adds a member of type uint72 to uint256.</summary>
    public Eip712Struct Add(UInt256 value)
    {
        value.CopyTo(NextWord());
        return this;
    }

    /// <summary>Adds a member of type bytes32, or the hash of a member that is a structure.</summary>
    public Eip712Struct Add(in Hash256 value)
    {
        value.CopyTo(NextWord());
        return this;
    }

    /// <summary>Adds a member of type address.</summary>
    public Eip712Struct Add(in Address value)
    {
        value.CopyTo(NextWord()[(WordSize - Address.Size)..]);
        return this;
    }

    /// <summary>Adds a member of type bool.</summary>
    public Eip712Struct Add(bool value) => Add(value ? 1UL : 0UL);

    /// <summary>Adds a member of type string, as UTF-8; unpaired surrogates count as U+FFFD.</summary>
    public Eip712Struct AddString(string value) => AddBytes(Encoding.UTF8.GetBytes(value));

    /// <summary>Adds a member of type bytes (of dynamic length).</summary>
    public Eip712Struct AddBytes(ReadOnlySpan<byte> value) => Add(Keccak256.Hash(value));

    /// <summary>Adds an array; for its elements see <see cref="ArrayHash"/>.</summary>
    public Eip712Struct AddArray(ReadOnlySpan<Hash256> elements) => Add(ArrayHash(elements));

    /// <summary>The hash of an array whose elements are structures (their hashes), bytes32, or any other atomic
    /// type in its 32-byte form. For elements of type string or bytes pass their Keccak hashes, for elements that are
    /// arrays themselves what this gives for each.</summary>
    public static Hash256 ArrayHash(ReadOnlySpan<Hash256> elements)
    {
        var hasher = new KeccakHasher();
        Span<byte> word = stackalloc byte[WordSize];
        foreach (var element in elements)
        {
            element.CopyTo(word);
            hasher.Append(word);
        }
        return hasher.Finish();
    }

    /// <summary>The hash of the structure with the members added so far.</summary>
    public Hash256 Hash() => Keccak256.Hash(_words.AsSpan(0, _length));

    private Span<byte> NextWord()
    {
        if (_length == _words.Length)
            Array.Resize(ref _words, 2 * _length);
        _length += WordSize;
        return _words.AsSpan(_length - WordSize, WordSize);
    }
}
