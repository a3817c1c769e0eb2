using Microsoft.Extensions.DependencyInjection;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.ServiceDefaults.Tests.Network;

public sealed class GenesisTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("genesis-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder.FullName, "genesis.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_network_is_injectable()
    {
        var genesis = new Genesis
        {
            Name = "test",
            Time = new ChainTime(1),
            Committee = new Committee(
                new Epoch(0), [new Validator(Address.Parse("0x" + new string('1', 40)), 1)]),
            Ingresses = [],
            Grants = [],
        };
        System.IO.File.WriteAllText(File, GenesisJson.Write(genesis));

        await using var service = await TestService.StartAsync(
            new() { ["Network:GenesisFile"] = File }, builder => builder.AddGenesis());

        Assert.Equal(genesis.NetworkId, service.Services.GetRequiredService<Genesis>().NetworkId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"name\": \"x\"}")]
    [InlineData("{\"name\": 7}")]
    public async Task An_unusable_file_is_named_at_start(string? content)
    {
        if (content is not null)
            System.IO.File.WriteAllText(File, content);
        await using var app = TestService.Build(
            new() { ["Network:GenesisFile"] = File }, builder => builder.AddGenesis());

        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => app.StartAsync(Token));

        Assert.StartsWith("Network:GenesisFile: ", Assert.Single(refusal.Problems), StringComparison.Ordinal);
    }
}
