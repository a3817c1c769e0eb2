namespace SharedSequencer.Fuzzing;

/// <summary>A verifier; whatever passes must be true, and the proofs it began with must pass.</summary>
/// <param name="name">What it is called on the command line.</param>
/// <param name="seeds">Valid proofs.</param>
/// <param name="verify">Whether the bytes are a proof that holds.</param>
/// <param name="isTrue">Whether what a proof shows is so; asked of proofs that hold.</param>
public sealed class ProofTarget(
    string name, IReadOnlyList<byte[]> seeds, Predicate<byte[]> verify, Predicate<byte[]> isTrue) : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds => seeds;

    /// <inheritdoc/>
    public override string Run(byte[] input)
    {
        var holds = verify(input);
        Require(holds || !seeds.Any(seed => input.AsSpan().SequenceEqual(seed)), "a valid proof fails");
        Require(!holds || isTrue(input), "a forged proof passes");
        return holds ? "accepted" : "refused";
    }

    /// <inheritdoc/>
    public override byte[] Vary(byte[] input, byte[] other, Mutator mutator) =>
        RlpMutation.Apply(input, prefix: 0, other, mutator);
}
