using System.Text.Json;

namespace SharedSequencer.EndToEnd.Tests;

/// <summary>
/// The scenarios of <c>wallets/*.mjs</c>, run by node in this folder, where the wallets are installed.
/// </summary>
internal static class NodeWallet
{
    /// <summary>Runs a scenario with a funded account of its own.</summary>
    public static Task<JsonElement> RunAsync(MeshFixture mesh, string wallet, string scenario) =>
        WalletProgram.RunAsync(
            "node",
            Path.Combine(Folders.Project, "wallets", $"{wallet}.mjs"),
            scenario,
            mesh.Rpc.ToString(),
            mesh.WebSocket.ToString(),
            mesh.TakeAccountKey(),
            mesh.GenesisFile);
}
