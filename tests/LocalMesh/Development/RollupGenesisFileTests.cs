using System.Globalization;
using System.Text.Json;
using SharedSequencer.Launcher.Development;
using SharedSequencer.Launcher.Runs;
using SharedSequencer.Launcher.Topologies;

namespace SharedSequencer.LocalMesh.Tests.Development;

public sealed class RollupGenesisFileTests
{
    [Fact]
    public void Its_time_is_the_one_that_the_node_is_started_with()
    {
        var genesis = JsonDocument.Parse(RollupGenesisFile.Create(901, [])).RootElement;
        var time = long.Parse(genesis.GetProperty("timestamp").GetString()![2..], NumberStyles.HexNumber);
        var topology = TopologyFile.Read(RepositoryLayout.Find().TopologyFile);

        Assert.All(topology.Rollups, rollup =>
        {
            var arguments = rollup.Arguments.ToList();
            Assert.Equal($"{time}", arguments[arguments.IndexOf("--timestamp") + 1]);
            Assert.Equal($"{rollup.RollupChainId}", arguments[arguments.IndexOf("--chain-id") + 1]);
        });
    }

    [Fact]
    public void Every_funded_account_starts_with_a_million_ether()
    {
        var account = DevelopmentKeys.AddressOf(DevelopmentRole.Account, 1);
        var genesis = JsonDocument.Parse(RollupGenesisFile.Create(901, [account])).RootElement;

        var balance = genesis.GetProperty("alloc").GetProperty(account.ToString()).GetProperty("balance").GetString()!;
        Assert.Equal(
            UInt128.Parse("1000000000000000000000000"),
            UInt128.Parse(balance[2..], NumberStyles.HexNumber));
    }
}
