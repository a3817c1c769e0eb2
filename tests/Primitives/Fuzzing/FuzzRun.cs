namespace SharedSequencer.Fuzzing;

/// <summary>Feeds mutations of a target's seeds to it. What leads to a new outcome joins the seeds.</summary>
public sealed class FuzzRun(FuzzTarget target, int seed)
{
    private const int KeptPerOutcome = 8;

    private readonly Dictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private readonly List<byte[]> _corpus = [.. target.Seeds];

    /// <summary>How often each outcome was seen.</summary>
    public IReadOnlyDictionary<string, int> Outcomes => _outcomes;

    /// <summary>Runs the seeds, then mutations as long as wanted.</summary>
    /// <param name="goOn">Asked before every mutation, with the number of inputs run so far.</param>
    /// <returns>The number of inputs run.</returns>
    /// <exception cref="FuzzFailureException">The target failed; the message has the input and how to repeat
    /// the run.</exception>
    public long Run(Func<long, bool> goOn)
    {
        var mutator = new Mutator(seed);
        long count = 0;
        foreach (var input in target.Seeds)
        {
            RunOne(input, count);
            count++;
        }
        for (; goOn(count); count++)
        {
            var (input, other) = (mutator.Pick(_corpus), mutator.Pick(_corpus));
            var isBlind = count % 2 == 0;
            RunOne(isBlind ? mutator.Mutate(input, other) : target.Vary(input, other, mutator), count);
        }
        return count;
    }

    private void RunOne(byte[] input, long count)
    {
        string outcome;
        try
        {
            outcome = target.Run(input);
        }
        catch (Exception failure)
        {
            throw new FuzzFailureException(
                $"{target.Name} failed on input {count} of seed {seed}: {failure.Message}\n"
                + $"input: {Convert.ToHexStringLower(input)}\n"
                + $"repeat: dotnet run --project tests/Benchmarks -- fuzz {target.Name} --seed {seed}",
                failure);
        }
        var seen = _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        if (seen <= KeptPerOutcome)
            _corpus.Add(input);
    }
}
