namespace SharedSequencer.Fuzzing;

/// <summary>
/// A reader that makes of JSON what the protocol knows. Texts differ and mean the same, so nothing is said about the text; but what is
/// made of it must be an encoding that the protocol takes.
/// </summary>
/// <param name="name">What it is called on the command line.</param>
/// <param name="seeds">Valid texts.</param>
/// <param name="encode">Reads a text and encodes what it says; null when it is refused.</param>
/// <param name="isEncoding">Whether the protocol takes the encoding.</param>
public sealed class JsonTarget(
    string name, IReadOnlyList<byte[]> seeds, Func<byte[], byte[]?> encode, Predicate<byte[]> isEncoding) : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds => seeds;

    /// <inheritdoc/>
    public override string Run(byte[] input)
    {
        var encoded = encode(input);
        Require(encoded is not null || !seeds.Any(seed => input.AsSpan().SequenceEqual(seed)), "a valid text is refused");
        Require(encoded is null || isEncoding(encoded), "what was read is nothing that the protocol takes");
        return encoded is null ? "refused" : "accepted";
    }

    /// <summary>Changes what stands between two quotes, which leaves the structure as it was.</summary>
    public override byte[] Vary(byte[] input, byte[] other, Mutator mutator)
    {
        var quotes = Enumerable.Range(0, input.Length).Where(at => input[at] == (byte)'"').ToArray();
        if (quotes.Length < 2) return mutator.Mutate(input, other);
        var chosen = mutator.Next(quotes.Length - 1);
        var (start, end) = (quotes[chosen] + 1, quotes[chosen + 1]);
        return [.. input[..start], .. mutator.Mutate(input[start..end], other), .. input[end..]];
    }
}
