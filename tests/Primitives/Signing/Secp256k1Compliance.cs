using CsCheck;

namespace SharedSequencer.Primitives.Tests.Signing;

/// <summary>What every implementation of <see cref="ISecp256k1"/> must do.</summary>
public abstract class Secp256k1Compliance
{
    private const string Order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

    protected abstract ISecp256k1 Subject { get; }

    [Fact]
    public void The_address_of_a_well_known_key_is_right()
    {
        // The first account of anvil and Hardhat.
        using var key = PrivateKey.Parse(
            "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
        Assert.Equal("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", Subject.AddressFor(key).ToString());
    }

    [Fact]
    public void What_is_signed_recovers_to_the_signer_with_a_low_s() =>
        Gen.Select(Gen.Byte.Array[32], Gen.Byte.Array[31]).Sample((digestBytes, secretTail) =>
        {
            byte[] secret = [0x1f, .. secretTail];
            using var key = PrivateKey.FromBytes(secret, Subject);
            var digest = new Hash256(digestBytes);
            var signature = Subject.Sign(digest, key);
            Assert.True(signature.HasLowS);
            Assert.InRange(signature.V, 27, 28);
            Assert.True(Subject.TryRecover(digest, signature, out var signer));
            Assert.Equal(key.Address, signer);
            Assert.Equal(signature, Subject.Sign(digest, key));
        }, iter: 20);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(26)]
    [InlineData(29)]
    [InlineData(30)]
    [InlineData(255)]
    public void Another_v_is_refused(byte v)
    {
        var (digest, signature) = Sample();
        Assert.False(Subject.TryRecover(digest, new Signature(signature.R, signature.S, v), out var signer));
        Assert.Equal(Address.Zero, signer);
    }

    [Fact]
    public void The_high_twin_of_a_signature_is_refused()
    {
        var (digest, signature) = Sample();
        var order = Number(Order);
        var high = UInt256.FromBigInteger(order - new UInt256(signature.S.ToArray()).ToBigInteger());
        var twin = new Signature(signature.R, new Hash256(high.ToArray()), (byte)(27 + 28 - signature.V));
        Assert.False(twin.HasLowS);
        Assert.False(Subject.TryRecover(digest, twin, out _));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(Order)]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142")]
    [InlineData("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void An_r_or_s_out_of_range_is_refused(string word)
    {
        var (digest, signature) = Sample();
        var bad = Hash256.Parse("0x" + word);
        Assert.False(Subject.TryRecover(digest, new Signature(bad, signature.S, 27), out _));
        Assert.False(Subject.TryRecover(digest, new Signature(signature.R, bad, 27), out _));
    }

    [Fact]
    public void An_r_that_is_no_coordinate_of_a_point_is_refused()
    {
        var (digest, signature) = Sample();
        // 5 is the smallest x for which x^3 + 7 has no square root modulo the field prime.
        var r = new Hash256(((UInt256)5).ToArray());
        Assert.False(Subject.TryRecover(digest, new Signature(r, signature.S, 27), out _));
    }

    [Fact]
    public void A_signature_for_the_point_at_infinity_is_refused()
    {
        // R = G and s = e make Q = r⁻¹(sR − eG) the point at infinity.
        var generatorX = Hash256.Parse("0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
        var e = new Hash256(((UInt256)12345).ToArray());
        Assert.False(Subject.TryRecover(e, new Signature(generatorX, e, 27), out _));
    }

    [Theory]
    [InlineData("0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000000")]
    public void Digests_at_the_edges_are_signed_and_recovered(string text)
    {
        using var key = PrivateKey.Parse("0x" + new string('1', 64));
        var digest = Hash256.Parse(text);
        Assert.True(Subject.TryRecover(digest, Subject.Sign(digest, key), out var signer));
        Assert.Equal(key.Address, signer);
    }

    private (Hash256 Digest, Signature Signature) Sample()
    {
        using var key = PrivateKey.Parse("0x" + new string('1', 64));
        return (Keccak256.OfEmpty, Subject.Sign(Keccak256.OfEmpty, key));
    }

    private static System.Numerics.BigInteger Number(string hex) =>
        System.Numerics.BigInteger.Parse("0" + hex, System.Globalization.NumberStyles.HexNumber);
}
