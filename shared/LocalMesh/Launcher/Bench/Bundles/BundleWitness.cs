using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>Follows the chain from the genesis, verifies every block, and accounts for every bundle that was sent.</summary>
internal sealed class BundleWitness(MeshEndpoints endpoints, Genesis genesis, HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly BlockClient _blocks = new(http, endpoints.Publisher);
    private readonly ChainFollower _follower = new(genesis);
    private readonly BundleTally _tally = new();

    /// <summary>Waits until the verified chain has said everything about these bundles; how they ended.</summary>
    /// <exception cref="LocalMeshException">It does not, or it says what cannot be.</exception>
    public async Task<BundleEnds> ConfirmAsync(BundleLoad load, CancellationToken cancellation)
    {
        _tally.Expect(load.Bundles);
        await Waiting.UntilAsync(AdvanceAsync, "the chain has told of every bundle", Patience, time, cancellation);
        return BundleEnds.Of(load.Bundles.Select(bundle => _tally.Ends[bundle.Id]));
    }

    private async Task<bool> AdvanceAsync(CancellationToken cancellation)
    {
        await foreach (var block in _blocks.VerifyToHeadAsync(_follower, cancellation))
            _tally.Take(block.Outcomes, block.Placed().Transactions);
        return _tally.IsComplete;
    }
}
