using System.Net;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Up;

/// <summary>Registers the demo rollups on a mesh that does not know them yet.</summary>
internal static class DemoRollups
{
    /// <summary>Registers every demo rollup that is missing.</summary>
    public static async Task RegisterAsync(
        MeshEndpoints endpoints, TimeProvider time, IProgress<string> progress, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        var genesis = GenesisJson.Parse(await File.ReadAllTextAsync(endpoints.GenesisFile, cancellation));
        foreach (var rollup in endpoints.Rollups)
        {
            var record = new Uri(endpoints.Ingress, $"v1/rollups/{rollup.ChainId}");
            using var answer = await http.GetAsync(record, cancellation);
            if (answer.StatusCode != HttpStatusCode.NotFound)
                continue;
            progress.Report($"registering rollup {rollup.ChainId}");
            await MeshSetup.RegisterAsync(endpoints, rollup, genesis.NetworkId, http, time, cancellation);
        }
    }
}
