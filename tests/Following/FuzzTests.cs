using SharedSequencer.Fuzzing;

namespace SharedSequencer.Following.Tests;

/// <summary>Every decoder under a fixed budget of mutations; longer runs by
/// <c>dotnet run --project tests/Benchmarks -- fuzz</c>.</summary>
public sealed class FuzzTests
{
    private const int FixedSeed = 20;
    private const int Budget = 10_000;

    private static readonly IReadOnlyList<FuzzTarget> Targets = FollowingTargets.All();

    public static TheoryData<string> Decoders => [.. Targets.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Decoders))]
    public void No_input_makes_it_throw_or_accept_a_second_encoding(string decoder)
    {
        var run = new FuzzRun(Targets.Single(target => target.Name == decoder), FixedSeed);
        Assert.Equal(Budget, run.Run(inputs => inputs < Budget));
        Assert.Equal(["accepted", "refused"], run.Outcomes.Keys.Order());
    }
}
