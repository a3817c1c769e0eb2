using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Math.EC.Multiplier;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace SharedSequencer.Primitives;

/// <summary>secp256k1 by BouncyCastle: works everywhere, slow, allocates megabytes per recovery, and its
/// timing depends on the key. Good enough to verify; sign with it in development only.</summary>
internal sealed class ManagedSecp256k1 : ISecp256k1
{
    private static readonly X9ECParameters Curve = CustomNamedCurves.GetByName("secp256k1");

    private static readonly ECDomainParameters Domain = new(Curve.Curve, Curve.G, Curve.N, Curve.H);

    private static readonly BigInteger HalfOrder = Curve.N.ShiftRight(1);

    public string Name => "BouncyCastle";

    public bool TryRecover(in Hash256 digest, in Signature signature, out Address signer)
    {
        signer = default;
        if (signature.V is not (27 or 28) || !signature.HasLowS)
            return false;
        var r = Number(signature.R);
        var s = Number(signature.S);
        return r.SignValue > 0 && r.CompareTo(Curve.N) < 0 && s.SignValue > 0
            && TryRecover(Number(digest), r, s, signature.V == 28, out signer);
    }

    public Signature Sign(in Hash256 digest, PrivateKey key)
    {
        var secret = new BigInteger(1, key.Secret);
        var signer = new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest()));
        signer.Init(true, new ECPrivateKeyParameters(secret, Domain));
        var parts = signer.GenerateSignature(digest.ToArray());
        var r = parts[0];
        var s = parts[1].CompareTo(HalfOrder) > 0 ? Curve.N.Subtract(parts[1]) : parts[1];
        foreach (var isOdd in (ReadOnlySpan<bool>)[false, true])
        {
            if (TryRecover(Number(digest), r, s, isOdd, out var recovered) && recovered == key.Address)
                return new Signature(Word(r), Word(s), (byte)(isOdd ? 28 : 27));
        }
        throw new CryptographicException("BouncyCastle made a signature that does not recover.");
    }

    public Address AddressFor(PrivateKey key) =>
        AddressOf(new FixedPointCombMultiplier().Multiply(Curve.G, new BigInteger(1, key.Secret)));

    /// <summary>SEC 1 section 4.1.6: Q = r⁻¹(sR − eG), for the R with x = r and the given parity.</summary>
    private static bool TryRecover(BigInteger e, BigInteger r, BigInteger s, bool isOdd, out Address signer)
    {
        signer = default;
        if (!TryDecompress(r, isOdd, out var point))
            return false;
        var inverse = r.ModInverse(Curve.N);
        var onG = e.Negate().Multiply(inverse).Mod(Curve.N);
        var onR = s.Multiply(inverse).Mod(Curve.N);
        var key = ECAlgorithms.SumOfTwoMultiplies(Curve.G, onG, point, onR).Normalize();
        if (key.IsInfinity)
            return false;
        signer = AddressOf(key);
        return true;
    }

    /// <summary>y² = x³ + 7; false when x³ + 7 has no square root.</summary>
    private static bool TryDecompress(BigInteger x, bool isOdd, out ECPoint point)
    {
        point = Curve.Curve.Infinity;
        var fieldX = Curve.Curve.FromBigInteger(x);
        var y = fieldX.Square().Multiply(fieldX).Add(Curve.Curve.B).Sqrt();
        if (y is null)
            return false;
        if (y.TestBitZero() != isOdd)
            y = y.Negate();
        point = Curve.Curve.CreatePoint(x, y.ToBigInteger());
        return true;
    }

    private static Address AddressOf(ECPoint key) =>
        Address.FromPublicKey(key.Normalize().GetEncoded(compressed: false).AsSpan(1));

    private static BigInteger Number(in Hash256 value) => new(1, value.ToArray());

    private static Hash256 Word(BigInteger value)
    {
        var word = new byte[Hash256.Size];
        var digits = value.ToByteArrayUnsigned();
        digits.CopyTo(word, word.Length - digits.Length);
        return new Hash256(word);
    }
}
