using SharedSequencer.Primitives;

namespace SharedSequencer.Fuzzing;

/// <summary>Recovers signers from digest‖signature by both implementations, which must agree.</summary>
public sealed class SignatureTarget : FuzzTarget
{
    private const int Length = Hash256.Size + Signature.Size;

    private readonly ISecp256k1 _native =
        Secp256k1.Native ?? throw new InvalidOperationException(Secp256k1.ChoiceReason);

    /// <inheritdoc/>
    public override string Name => "signature";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds { get; } = [.. MakeSeeds()];

    /// <inheritdoc/>
    public override string Run(byte[] input)
    {
        if (input.Length < Length)
            return "too short";
        var digest = new Hash256(input.AsSpan(0, Hash256.Size));
        var signature = new Signature(input.AsSpan(Hash256.Size, Signature.Size));
        var recovered = _native.TryRecover(digest, signature, out var signer);
        var managed = Secp256k1.Managed.TryRecover(digest, signature, out var other);
        Require(recovered == managed && signer == other, "the implementations disagree");
        var isUnique = signature.HasLowS && signature.IsInRange;
        Require(!recovered || isUnique, "a malleable signature is accepted");
        return recovered ? "recovered" : "refused";
    }

    private static IEnumerable<byte[]> MakeSeeds()
    {
        using var key = PrivateKey.Parse("0x" + new string('1', PrivateKey.Size * 2));
        for (byte i = 0; i < 4; i++)
        {
            var digest = Keccak256.Hash([i]);
            yield return [.. digest.ToArray(), .. key.Sign(digest).ToArray()];
        }
    }
}
