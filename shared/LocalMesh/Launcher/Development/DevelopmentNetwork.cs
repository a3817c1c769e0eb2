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
    private static readonly (DevelopmentRole Role, string File)[] Keystores =
    [
        (DevelopmentRole.Validator, "validator-1.json"),
        (DevelopmentRole.Ingress, "ingress-1.json"),
        (DevelopmentRole.Reporter, "reporter-1.json"),
    ];

    /// <summary>Writes everything that is missing.</summary>
    public async Task WriteAsync(
        string name, IReadOnlyList<RollupEndpoint> rollups, CancellationToken cancellation)
    {
        var chainIds = rollups.Select(rollup => rollup.ChainId).ToArray();
        await WriteOnceAsync(
            folder.GenesisFile,
            () => GenesisJson.Write(
                DevelopmentGenesis.Create(name, time.GetUtcNow(), chainIds, options.SpareRollups)),
            cancellation);
        var funded = FundedAddresses();
        foreach (var chainId in chainIds)
        {
            await WriteOnceAsync(
                Path.Combine(folder.Rollups, $"{chainId}.json"),
                () => RollupGenesisFile.Create(chainId, funded),
                cancellation);
        }

        await WriteKeystoresAsync(cancellation);
    }

    private List<Address> FundedAddresses() =>
        [.. Enumerable.Range(1, options.FundedAccounts)
            .Select(number => DevelopmentKeys.AddressOf(DevelopmentRole.Account, (ulong)number))];

    private async Task WriteKeystoresAsync(CancellationToken cancellation)
    {
        var passwordFile = Path.Combine(folder.Keys, "password");
        await WriteOnceAsync(passwordFile, () => RandomNumberGenerator.GetHexString(32), cancellation);
        var password = await File.ReadAllTextAsync(passwordFile, cancellation);
        foreach (var (role, file) in Keystores)
        {
            await WriteOnceAsync(
                Path.Combine(folder.Keys, file),
                () =>
                {
                    using var key = DevelopmentKeys.Derive(role, 1);
                    return Keystore.Encrypt(key, password, ScryptStrength.Light);
                },
                cancellation);
        }
    }

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
