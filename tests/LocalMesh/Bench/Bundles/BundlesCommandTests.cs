using SharedSequencer.Launcher.Bench;

namespace SharedSequencer.LocalMesh.Tests.Bench.Bundles;

public sealed class BundlesCommandTests
{
    [Theory]
    [InlineData("")]
    [InlineData("--json --rounds 1")]
    [InlineData("--validators 7 --rounds 20")]
    public void The_bench_takes_its_options(string arguments) => Assert.Empty(Errors(arguments));

    [Theory]
    [InlineData("--rounds 0")]
    [InlineData("--rounds 21")]
    [InlineData("--picture x.svg")]
    public void What_it_cannot_do_is_refused(string arguments) => Assert.NotEmpty(Errors(arguments));

    [Fact]
    public void Rounds_are_three_unless_told_otherwise()
    {
        var parsed = BenchCommand.Create().Parse("bundles");

        Assert.Empty(parsed.Errors);
        Assert.Equal(BundlesPlan.DefaultRounds, parsed.GetValue<int>("--rounds"));
    }

    private static IEnumerable<string> Errors(string arguments) =>
        BenchCommand.Create().Parse($"bundles {arguments}").Errors.Select(error => error.Message);
}
