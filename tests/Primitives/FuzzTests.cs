using SharedSequencer.Fuzzing;

namespace SharedSequencer.Primitives.Tests;

/// <summary>Every decoder under a fixed budget of mutations; longer runs by
/// <c>dotnet run --project tests/Benchmarks -- fuzz</c>.</summary>
public sealed class FuzzTests
{
    private const int FixedSeed = 20;

    public static TheoryData<string, int> Budgets => new()
    {
        { "hex", 40_000 },
        { "rlp", 100_000 },
        { "transaction", 60_000 },
        { "signature", 400 },
        { "merkle", 10_000 },
        { "keystore", 4_000 },
    };

    [Fact]
    public void Every_decoder_has_a_budget() => Assert.Equal(
        FuzzTargets.Primitives.Select(target => target.Name).Order(),
        Budgets.Select(row => row.Data.Item1).Order());

    [Theory]
    [MemberData(nameof(Budgets))]
    public void No_input_makes_it_throw_or_accept_a_second_encoding(string name, int budget)
    {
        var run = new FuzzRun(FuzzTargets.Primitives.Single(target => target.Name == name), FixedSeed);
        var count = run.Run(inputs => inputs < budget);
        Assert.Equal(budget, count);
        Assert.True(run.Outcomes.Count > 1, "Mutation does not get past the first check.");
    }

    [Fact]
    public void A_failure_tells_the_input_and_how_to_repeat_it()
    {
        var run = new FuzzRun(new BrokenTarget(), FixedSeed);
        var failure = Assert.Throws<FuzzFailureException>(() => run.Run(inputs => inputs < 1_000));
        Assert.Contains("fuzz broken --seed 20", failure.Message, StringComparison.Ordinal);
        Assert.Contains("input: 0102", failure.Message, StringComparison.Ordinal);
    }

    private sealed class BrokenTarget : FuzzTarget
    {
        public override string Name => "broken";

        public override IReadOnlyList<byte[]> Seeds { get; } = [[1, 2]];

        public override string Run(byte[] input) => input.Length > 1 ? $"{input[2]}" : "short";
    }
}
