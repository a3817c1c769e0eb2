using System.Text.Json;
using System.Text.RegularExpressions;

namespace SharedSequencer.Contracts.Tests;

/// <summary>One class, so that forge's runs, which share a cache, go one after the other.</summary>
public sealed partial class ContractTests
{
    /// <summary>Fewer passing tests than this mean that some were not found.</summary>
    private const int LeastTests = 105;

    [Fact]
    public async Task Every_test_of_the_contracts_passes()
    {
        var run = await Forge.RunAsync("test", "--no-match-contract", "GasTest");

        run.Succeeded();
        var sum = Sum().Match(run.Output);
        Assert.True(sum.Success, run.Output);
        Assert.Equal("0", sum.Groups["failed"].Value);
        Assert.Equal("0", sum.Groups["skipped"].Value);
        Assert.InRange(int.Parse(sum.Groups["passed"].Value), LeastTests, int.MaxValue);
    }

    [Fact]
    public async Task Properties_and_invariants_are_tried_as_often_as_promised()
    {
        var config = JsonElement.Parse((await Forge.RunAsync("config", "--json")).Succeeded().Output);

        Assert.InRange(config.GetProperty("fuzz").GetProperty("runs").GetInt32(), 1000, int.MaxValue);
        Assert.InRange(config.GetProperty("invariant").GetProperty("runs").GetInt32(), 256, int.MaxValue);
        Assert.InRange(config.GetProperty("invariant").GetProperty("depth").GetInt32(), 100, int.MaxValue);
        Assert.True(config.GetProperty("invariant").GetProperty("fail_on_revert").GetBoolean());
        Assert.True(config.GetProperty("offline").GetBoolean());
    }

    /// <summary>Meant to differ: <c>forge test --match-contract GasTest</c> writes the new figures.</summary>
    [Fact]
    public async Task Transactions_cost_what_the_committed_figures_say() =>
        (await Forge.RunAsync("test", "--match-contract", "GasTest")).Succeeded();

    [Fact]
    public async Task The_README_tells_the_committed_figures()
    {
        var readme = await File.ReadAllTextAsync(
            Path.Combine(Forge.Folder, "README.md"), TestContext.Current.CancellationToken);
        var figures = (await ReadAsync("gas", "Transactions.json")).EnumerateObject()
            .Select(figure => int.Parse(figure.Value.GetString()!).ToString("N0")).ToList();

        Assert.NotEmpty(figures);
        Assert.All(figures, figure => Assert.Contains(figure, readme));
    }

    [Fact]
    public async Task The_sources_are_formatted() => (await Forge.RunAsync("fmt", "--check")).Succeeded();

    /// <summary>Meant to differ: <c>npm run artifacts</c> writes the new ones.</summary>
    [Theory]
    [InlineData("CommitteeVerifier")]
    [InlineData("SwapEscrow")]
    [InlineData("DemoToken")]
    public async Task The_artifacts_are_what_the_sources_compile_to(string name)
    {
        (await Forge.RunAsync("build")).Succeeded();
        var built = await ReadAsync("obj", "out", $"{name}.sol", $"{name}.json");
        var artifact = await ReadAsync("artifacts", $"{name}.json");
        var deployed = built.GetProperty("deployedBytecode");

        Assert.Equal(name, artifact.GetProperty("contractName").GetString());
        Assert.True(JsonElement.DeepEquals(built.GetProperty("abi"), artifact.GetProperty("abi")), "The ABI differs.");
        Assert.Equal(built.GetProperty("bytecode").GetProperty("object").GetString(), artifact.GetProperty("bytecode").GetString());
        Assert.Equal(deployed.GetProperty("object").GetString(), artifact.GetProperty("deployedBytecode").GetString());
        Assert.Equal(ImmutablesOf(deployed), RangesOf(artifact.GetProperty("immutables")));
    }

    private static async Task<JsonElement> ReadAsync(params string[] path) => JsonElement.Parse(
        await File.ReadAllTextAsync(Path.Combine([Forge.Folder, .. path]), TestContext.Current.CancellationToken));

    private static IEnumerable<(int Start, int Length)> ImmutablesOf(JsonElement deployed) =>
        deployed.TryGetProperty("immutableReferences", out var immutables)
            ? immutables.EnumerateObject().SelectMany(immutable => RangesOf(immutable.Value)).Order()
            : [];

    private static IEnumerable<(int Start, int Length)> RangesOf(JsonElement ranges) =>
        from range in ranges.EnumerateArray()
        select (range.GetProperty("start").GetInt32(), range.GetProperty("length").GetInt32());

    [GeneratedRegex(@": (?<passed>\d+) tests passed, (?<failed>\d+) failed, (?<skipped>\d+) skipped")]
    private static partial Regex Sum();
}
