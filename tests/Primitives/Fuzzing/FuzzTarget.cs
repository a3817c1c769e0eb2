namespace SharedSequencer.Fuzzing;

/// <summary>A decoder under attack.</summary>
public abstract class FuzzTarget
{
    /// <summary>What it is called on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Valid inputs to start from.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Decodes one input and checks what must hold whatever the bytes are.</summary>
    /// <returns>A short name of the outcome; the first inputs of every outcome are mutated further.</returns>
    /// <exception cref="FuzzFailureException">Something that must hold does not. Any other exception is a
    /// failure too.</exception>
    public abstract string Run(byte[] input);

    /// <summary>Changes an input in a way that knows its format, to get past the first checks; byte by byte
    /// where there is none.</summary>
    public virtual byte[] Vary(byte[] input, byte[] other, Mutator mutator) => mutator.Mutate(input, other);

    /// <summary>Fails when a condition does not hold.</summary>
    protected static void Require(bool condition, string rule)
    {
        if (!condition)
            throw new FuzzFailureException(rule);
    }
}
