using System.Net;
using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>
/// Sees to it that what the ingress accepted is what the chain holds: follows the chain from the genesis, verifies
/// every block, and looks for each transaction.
/// </summary>
internal sealed class ChainWitness(MeshEndpoints endpoints, RollupId rollup, Genesis genesis, HttpClient http)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ChainFollower _follower = new(genesis);

    /// <summary>
    /// Waits until the publisher has archived everything: a lane keeps its order, so the last transaction of
    /// each connection tells.
    /// </summary>
    public async Task WaitUntilArchivedAsync(Load load, TimeProvider time, CancellationToken cancellation)
    {
        foreach (var hashes in load.Hashes)
        {
            var place = new Uri(endpoints.Publisher, PublisherRoutes.TransactionOf(rollup.Value, $"{hashes[^1]}"));
            await Waiting.UntilAsync(
                async token =>
                {
                    using var answer = await http.GetAsync(place, token);
                    return answer.StatusCode == HttpStatusCode.OK;
                },
                "everything accepted is ordered and archived", Patience, time, cancellation);
        }
    }

    /// <summary>Verifies the blocks since the last call and counts how many of the load they hold.</summary>
    /// <exception cref="LocalMeshException">Something accepted is missing, or something else or twice in it.</exception>
    public async Task ConfirmAsync(Load load, CancellationToken cancellation)
    {
        var missing = load.Hashes.SelectMany(hashes => hashes).ToHashSet();
        var blocks = new BlockClient(http, endpoints.Publisher);
        await foreach (var block in blocks.VerifyToHeadAsync(_follower, cancellation))
        {
            foreach (var hash in block.RollupBlocks.SelectMany(own => own.TransactionHashes))
            {
                if (!missing.Remove(hash))
                    throw new LocalMeshException($"The chain holds {hash}, which was not sent or is there already.");
            }
        }

        if (missing.Count > 0)
            throw new LocalMeshException($"{missing.Count} accepted transactions are not in the chain.");
    }
}
