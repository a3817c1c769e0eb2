using System.Security.Cryptography;
using System.Text;

namespace SharedSequencer.Primitives.Tests.Signing;

/// <summary>Published signatures, by both implementations.</summary>
public sealed class SigningVectorTests
{
    public static TheoryData<string> Implementations => [Secp256k1.Managed.Name, "libsecp256k1.so.1"];

    [Theory]
    [MemberData(nameof(Implementations))]
    public void Nonces_and_low_s_are_those_of_rfc_6979(string implementation)
    {
        foreach (var vector in VectorFile.Read<Rfc6979Vector>("rfc6979.json"))
        {
            using var key = PrivateKey.Parse(vector.Key);
            var digest = new Hash256(SHA256.HashData(Encoding.UTF8.GetBytes(vector.Message)));
            var signature = Choose(implementation).Sign(digest, key);
            Assert.Equal((vector.R, vector.S), (signature.R, signature.S));
        }
    }

    [Theory]
    [MemberData(nameof(Implementations))]
    public void Published_signatures_recover_or_are_refused_as_malleable(string implementation)
    {
        foreach (var vector in VectorFile.Read<RecoveryVector>("recovery.json"))
        {
            var ok = Choose(implementation).TryRecover(vector.Digest, vector.Signature, out var signer);
            Assert.Equal(vector.PublicKey is not null, ok);
            if (vector.PublicKey is not null)
                Assert.Equal(Address.FromPublicKey(VectorFile.Bytes(vector.PublicKey)), signer);
        }
    }

    private static ISecp256k1 Choose(string implementation)
    {
        var chosen = implementation == Secp256k1.Managed.Name ? Secp256k1.Managed : Secp256k1.Native;
        return chosen ?? throw new InvalidOperationException(Secp256k1.ChoiceReason);
    }

    private sealed record Rfc6979Vector(string Message, string Key, Hash256 R, Hash256 S);

    private sealed record RecoveryVector(Hash256 Digest, Signature Signature, string? PublicKey);
}
