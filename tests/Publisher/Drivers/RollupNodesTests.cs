using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SharedSequencer.Publisher.Drivers;

namespace SharedSequencer.Publisher.Tests.Drivers;

public sealed class RollupNodesTests
{
    [Fact]
    public void Rollups_without_nodes_are_fine() => Assert.Empty(Problems());

    [Fact]
    public void A_right_node_is_taken() =>
        Assert.Empty(Problems(("Rollups:5:ChainId", "901"), ("Rollups:5:NodeUrl", "http://127.0.0.1:9545")));

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        var problems = Problems(
            ("Rollups:zero:ChainId", "901"),
            ("Rollups:zero:NodeUrl", "http://127.0.0.1:9545"),
            ("Rollups:0:ChainId", "1"),
            ("Rollups:0:NodeUrl", "http://127.0.0.1:9545"),
            ("Rollups:3:ChainId", "-4"),
            ("Rollups:4:ChainId", "4"));

        Assert.Collection(
            problems.Order(StringComparer.Ordinal),
            problem => Assert.Contains("'0' is not a rollup id", problem, StringComparison.Ordinal),
            problem => Assert.Contains("'-4' is not a chain id", problem, StringComparison.Ordinal),
            problem => Assert.Contains("NodeUrl", problem, StringComparison.Ordinal),
            problem => Assert.Contains("'zero' is not a rollup id", problem, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Problems(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value))
            .Build();
        using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        return [.. new RollupNodes(configuration, services.GetRequiredService<IHttpClientFactory>()).FindProblems()];
    }
}
