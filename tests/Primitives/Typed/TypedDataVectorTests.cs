namespace SharedSequencer.Primitives.Tests.Typed;

/// <summary>Against structures that ethers and viem hashed and signed in the domain of the
/// protocol.</summary>
public sealed class TypedDataVectorTests
{
    [Fact]
    public void Hashes_digests_and_signatures_are_the_same()
    {
        var domain = new Eip712Domain("SharedSequencer", "1");
        foreach (var vector in VectorFile.Read<TypedDataVector>("typed-data.json"))
        {
            Assert.Equal(vector.Separator, domain.Separator);
            var structHash = vector.Struct.ToWord();
            Assert.Equal(vector.StructHash, structHash);
            Assert.Equal(vector.Digest, domain.Digest(structHash));
            using var key = PrivateKey.Parse(vector.Key);
            Assert.Equal(vector.Signature, key.Sign(vector.Digest));
        }
    }

    private sealed record TypedDataVector(
        TypedMember Struct,
        Hash256 Separator,
        Hash256 StructHash,
        Hash256 Digest,
        string Key,
        Signature Signature);
}
