namespace SharedSequencer.Primitives.Tests.Typed;

/// <summary>A member of a structure in tests/Vectors/typed-data.json: a value, an array or a
/// structure.</summary>
internal sealed record TypedMember(
    string Type,
    string? Value = null,
    string? EncodeType = null,
    IReadOnlyList<TypedMember>? Members = null,
    IReadOnlyList<TypedMember>? Items = null)
{
    /// <summary>The hash of a structure, or an element of an array in its 32-byte form.</summary>
    public Hash256 ToWord() => Type switch
    {
        "struct" => Members!
            .Aggregate(new Eip712Struct(Eip712Struct.TypeHash(EncodeType!)), (hash, next) => next.AddTo(hash))
            .Hash(),
        "bytes32" => Hash256.Parse(Value!),
        _ => throw new InvalidOperationException($"No array of {Type} among the vectors."),
    };

    private Eip712Struct AddTo(Eip712Struct hash) => Type switch
    {
        "uint" => hash.Add(UInt256.Parse(Value!)),
        "bytes32" => hash.Add(Hash256.Parse(Value!)),
        "address" => hash.Add(Address.Parse(Value!)),
        "bool" => hash.Add(bool.Parse(Value!)),
        "string" => hash.AddString(Value!),
        "bytes" => hash.AddBytes(VectorFile.Bytes(Value!)),
        "array" => hash.AddArray([.. Items!.Select(item => item.ToWord())]),
        "struct" => hash.Add(ToWord()),
        _ => throw new InvalidOperationException($"Unknown member type {Type}."),
    };
}
