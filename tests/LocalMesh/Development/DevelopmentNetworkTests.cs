using SharedSequencer.Launcher;
using SharedSequencer.Launcher.Development;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Runs;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.LocalMesh.Tests.Development;

public sealed class DevelopmentNetworkTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("mesh-network-");
    private readonly RunFolder _folder;
    private readonly DevelopmentNetwork _network;

    public DevelopmentNetworkTests()
    {
        _folder = RunFolder.Take(Path.Combine(_data.FullName, "run"), wipe: false);
        _network = new DevelopmentNetwork(_folder, new MeshOptions { Run = "run" }, TimeProvider.System);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Delete();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_validator_of_the_genesis_has_a_keystore_of_its_own()
    {
        await WriteAsync(4);

        var genesis = GenesisJson.Parse(await File.ReadAllTextAsync(_folder.GenesisFile, Cancellation));
        var password = await File.ReadAllTextAsync(Path.Combine(_folder.Keys, "password"), Cancellation);
        for (var number = 1; number <= 4; number++)
        {
            var keystore = Path.Combine(_folder.Keys, $"validator-{number}.json");
            using var key = Keystore.Decrypt(await File.ReadAllTextAsync(keystore, Cancellation), password);
            Assert.Equal(genesis.Committee.Validators[number - 1].Address, key.Address);
        }
    }

    [Fact]
    public async Task The_reporter_that_registered_rollups_name_has_a_keystore()
    {
        await WriteAsync(1);

        var keystore = await File.ReadAllTextAsync(Path.Combine(_folder.Keys, "reporter-1.json"), Cancellation);
        var password = await File.ReadAllTextAsync(Path.Combine(_folder.Keys, "password"), Cancellation);
        using var key = Keystore.Decrypt(keystore, password);
        Assert.Equal(RollupEndpoint.Reporter, key.Address);
    }

    [Fact]
    public async Task A_network_that_is_there_stays_the_same()
    {
        await WriteAsync(4);
        var before = await File.ReadAllTextAsync(_folder.GenesisFile, Cancellation);
        await WriteAsync(4);

        Assert.Equal(before, await File.ReadAllTextAsync(_folder.GenesisFile, Cancellation));
    }

    [Fact]
    public async Task Another_committee_is_refused_and_the_way_out_is_named()
    {
        await WriteAsync(4);

        var refusal = await Assert.ThrowsAsync<LocalMeshException>(() => WriteAsync(1));
        Assert.Contains("--fresh", refusal.Message);
    }

    private Task WriteAsync(int validators) => _network.WriteAsync("mesh", [], validators, Cancellation);
}
