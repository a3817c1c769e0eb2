using System.Text;
using CsCheck;
using Org.BouncyCastle.Crypto.Generators;

namespace SharedSequencer.Primitives.Tests.Keys;

public sealed class ScryptTests
{
    [Fact]
    public void Published_passwords_derive_their_published_keys()
    {
        foreach (var vector in VectorFile.Read<ScryptVector>("scrypt.json"))
        {
            var derived = Scrypt.Derive(
                Encoding.UTF8.GetBytes(vector.Password),
                Encoding.UTF8.GetBytes(vector.Salt),
                new ScryptCost(vector.N, vector.R, vector.P),
                length: 64);
            Assert.Equal(vector.Derived, Hex.Encode(derived));
        }
    }

    [Fact]
    public void It_agrees_with_an_independent_implementation() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 40], Gen.Int[1, 7], Gen.Int[1, 9], Gen.Int[1, 3])
            .Sample((password, salt, logN, r, p) => Assert.Equal(
                SCrypt.Generate(password, salt, 1 << logN, r, p, 32),
                Scrypt.Derive(password, salt, new ScryptCost(1 << logN, r, p), 32)));

    private sealed record ScryptVector(string Password, string Salt, int N, int R, int P, string Derived);
}
