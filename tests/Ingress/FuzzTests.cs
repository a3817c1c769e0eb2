using SharedSequencer.Fuzzing;

namespace SharedSequencer.Ingress.Tests;

/// <summary>Every reader under a fixed budget of mutations; longer runs by
/// <c>dotnet run --project tests/Benchmarks -- fuzz</c>.</summary>
public sealed class FuzzTests
{
    private const int FixedSeed = 20;
    private const int Budget = 10_000;

    private static readonly IReadOnlyList<FuzzTarget> Targets = IngressTargets.All();

    public static TheoryData<string> Readers => [.. Targets.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Readers))]
    public void No_text_makes_it_throw_or_read_what_the_protocol_refuses(string reader)
    {
        var run = new FuzzRun(Targets.Single(target => target.Name == reader), FixedSeed);
        Assert.Equal(Budget, run.Run(inputs => inputs < Budget));
        Assert.Equal(["accepted", "refused"], run.Outcomes.Keys.Order());
    }
}
