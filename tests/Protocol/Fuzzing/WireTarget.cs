namespace SharedSequencer.Fuzzing;

/// <summary>A decoder of the protocol; what is accepted must encode to the same bytes again.</summary>
/// <param name="name">What it is called on the command line.</param>
/// <param name="seeds">Valid encodings.</param>
/// <param name="recode">Decodes and encodes again; null when the bytes are refused.</param>
public sealed class WireTarget(string name, IReadOnlyList<byte[]> seeds, Func<byte[], byte[]?> recode) : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds => seeds;

    /// <inheritdoc/>
    public override string Run(byte[] input)
    {
        var again = recode(input);
        Require(again is null || again.AsSpan().SequenceEqual(input), "a message has a second accepted encoding");
        return again is null ? "refused" : "accepted";
    }

    /// <inheritdoc/>
    public override byte[] Vary(byte[] input, byte[] other, Mutator mutator) =>
        RlpMutation.Apply(input, prefix: 0, other, mutator);
}
