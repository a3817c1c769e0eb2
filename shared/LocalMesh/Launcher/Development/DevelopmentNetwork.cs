using System.Security.Cryptography;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Runs;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Development;

/// <summary>Writes what a mesh on one machine needs besides programs: genesis files and keys. What is already there
/// stays, so that a mesh that starts again is the same network.</summary>
internal sealed class DevelopmentNetwork(RunFolder folder, MeshOptions options, TimeProvider time)
{
    /// <summary>Writes everything that is missing.</summary>
    /// <param name="name">Name of the network.</param>
    /// <param name="rollups">Rollups with a node.</param>
    /// <param name="validators">Members of the committee.</param>
    /// <param name="cancellation">Ends the writing.</param>
    /// <exception cref="LocalMeshException">The network that is there has another committee.</exception>
    public async Task WriteAsync(
        string name, IReadOnlyList<RollupEndpoint> rollups, int validators, CancellationToken cancellation)
    {
        var chainIds = rollups.Select(rollup => rollup.ChainId).ToArray();
        var size = new DevelopmentSize(validators, options.SpareRollups);
        await WriteOnceAsync(
            folder.GenesisFile,
            () => GenesisJson.Write(DevelopmentGenesis.Create(name, time.GetUtcNow(), chainIds, size)),
            cancellation);
        await RequireSameCommitteeAsync(validators, cancellation);
        var funded = FundedAddresses();
        foreach (var chainId in chainIds)
        {
            await WriteOnceAsync(
                Path.Combine(folder.Rollups, $"{chainId}.json"),
                () => RollupGenesisFile.Create(chainId, funded),
                cancellation);
        }

        await WriteKeystoresAsync(validators, cancellation);
    }

    // Who votes is a part of what the network is: another committee is another network.
    private async Task RequireSameCommitteeAsync(int validators, CancellationToken cancellation)
    {
        var genesis = GenesisJson.Parse(await File.ReadAllTextAsync(folder.GenesisFile, cancellation));
        if (genesis.Committee.Validators.Count is var there && there != validators)
        {
            throw new LocalMeshException(
                $"The network in {folder.Location} has {there} validators, not {validators}; "
                + $"--fresh forgets it, --validators {there} keeps it.");
        }
    }

    private List<Address> FundedAddresses() =>
        [.. Enumerable.Range(1, options.FundedAccounts)
            .Select(number => DevelopmentKeys.AddressOf(DevelopmentRole.Account, (ulong)number))];

    private async Task WriteKeystoresAsync(int validators, CancellationToken cancellation)
    {
        var passwordFile = Path.Combine(folder.Keys, "password");
        await WriteOnceAsync(passwordFile, () => RandomNumberGenerator.GetHexString(32), cancellation);
        var password = await File.ReadAllTextAsync(passwordFile, cancellation);
        await WriteKeystoreAsync(DevelopmentRole.Ingress, 1, password, cancellation);
        await WriteKeystoreAsync(DevelopmentRole.Reporter, 1, password, cancellation);
        for (var number = 1; number <= validators; number++)
            await WriteKeystoreAsync(DevelopmentRole.Validator, number, password, cancellation);
    }

    private Task WriteKeystoreAsync(
        DevelopmentRole role, int number, string password, CancellationToken cancellation) => WriteOnceAsync(
        Path.Combine(folder.Keys, $"{role.ToString().ToLowerInvariant()}-{number}.json"),
        () =>
        {
            using var key = DevelopmentKeys.Derive(role, (ulong)number);
            return Keystore.Encrypt(key, password, ScryptStrength.Light);
        },
        cancellation);

    // Written beside and renamed: a launcher killed in between leaves no half file that would then be kept.
    private static async Task WriteOnceAsync(string path, Func<string> content, CancellationToken cancellation)
    {
        if (File.Exists(path))
            return;
        var temporary = path + ".new";
        await File.WriteAllTextAsync(temporary, content(), cancellation);
        File.Move(temporary, path);
    }
}
