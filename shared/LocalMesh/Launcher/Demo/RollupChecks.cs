using Grpc.Net.Client;
using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Demo;

/// <summary>
/// What an outsider can check about one rollup with the genesis, the publisher, the ingress and the rollup's
/// node.
/// </summary>
internal sealed class RollupChecks
{
    /// <summary>Every so manieth transaction gets its receipt and inclusion proof checked.</summary>
    private const int ProofStride = 16;

    private readonly DemoRollup _rollup;
    private readonly Genesis _genesis;
    private readonly VerifiedChain _chain;
    private readonly MeshEndpoints _endpoints;

    public RollupChecks(DemoRollup rollup, Genesis genesis, VerifiedChain chain, MeshEndpoints endpoints)
    {
        _rollup = rollup;
        _genesis = genesis;
        _chain = chain;
        _endpoints = endpoints;
    }

    public async Task<RollupResult> RunAsync(HttpClient http, CancellationToken cancellation)
    {
        var head = _chain.Last.ProveHead(_rollup.Id);
        var log = await ReadLogAsync(new SseRollupLogSource(http, _endpoints.Publisher), head, cancellation);
        using var channel = GrpcChannel.ForAddress(
            _endpoints.PublisherGrpc, GrpcRollupLogSource.ChannelOptions(new RollupLogLimits()));
        var grpcLog = await ReadLogAsync(new GrpcRollupLogSource(channel), head, cancellation);
        var executed = await _rollup.Node.TransactionsAsync(cancellation);
        var receipts = await _rollup.Node.ReceiptsAsync(_rollup.Accepted, cancellation);
        return new RollupResult
        {
            Rollup = _rollup.Id,
            Sent = _rollup.Sent,
            Accepted = _rollup.Accepted.Count,
            Ordered = CountIn(log.Transactions),
            Executed = receipts.Count(receipt => receipt is not null),
            Reverted = receipts.Count(receipt => receipt is { Succeeded: false }),
            Duplicated = Repeats(log.Transactions) + Repeats(executed),
            IsOrderOfTheNode = executed.SequenceEqual(log.Transactions),
            IsComplete = log.Follower.IsCompleteAt(head, _chain.Head),
            AreStreamsEqual = grpcLog.Transactions.SequenceEqual(log.Transactions),
            FailedProofs = await CountFailedProofsAsync(http, cancellation),
            SoftCommits = await SoftCommitsAsync(cancellation),
        };
    }

    private Task<VerifiedLog> ReadLogAsync(IRollupLogSource source, HeadProof head, CancellationToken cancellation) =>
        VerifiedLog.ReadAsync(source, _genesis, _rollup.Id, head.Head.Number, cancellation);

    private int CountIn(IReadOnlyList<Hash256> log)
    {
        var ordered = log.ToHashSet();
        return _rollup.Accepted.Count(ordered.Contains);
    }

    private static int Repeats(IReadOnlyList<Hash256> hashes) => hashes.Count - hashes.Distinct().Count();

    private async Task<int> CountFailedProofsAsync(HttpClient http, CancellationToken cancellation)
    {
        var proofs = new ProofClient(http, _endpoints.Publisher, _genesis);
        var failed = 0;
        foreach (var hash in _rollup.Accepted.Where((_, index) => index % ProofStride == 0))
        {
            var receipt = await _rollup.Transactions.GetReceiptAsync(hash, cancellation);
            var isPromised = receipt?.IsPromiseFor(hash, _genesis) is true;
            var isIncluded = await proofs.GetAsync(_rollup.Id, hash, cancellation) is not null;
            failed += isPromised && isIncluded ? 0 : 1;
        }

        return failed;
    }

    /// <summary>Milliseconds from acceptance to the final block, as the ingress tells them.</summary>
    private async Task<IReadOnlyList<double>> SoftCommitsAsync(CancellationToken cancellation)
    {
        var spans = new List<double>();
        foreach (var hash in _rollup.Accepted)
        {
            var status = await _rollup.Transactions.GetStatusAsync(hash, cancellation);
            if (status is not null
                && status.Times.TryGetValue(ConfirmationStep.Received, out var received)
                && status.Times.TryGetValue(ConfirmationStep.SoftCommitted, out var committed))
            {
                spans.Add((double)committed.Milliseconds - received.Milliseconds);
            }
        }

        return spans;
    }
}
