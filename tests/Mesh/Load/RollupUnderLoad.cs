using System.Collections.Concurrent;
using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Mesh.Tests.Load;

/// <summary>A rollup with its senders, its node, and the record of every hash that was returned.</summary>
internal sealed class RollupUnderLoad
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly MeshFixture _fixture;
    private readonly ConcurrentQueue<Hash256> _accepted = new();

    public RollupUnderLoad(RollupEndpoint endpoint, MeshFixture fixture, int senders)
    {
        _fixture = fixture;
        Endpoint = endpoint;
        Ingress = new TransactionClient(
            new RpcClient(fixture.Http, new Uri(fixture.Endpoints.Ingress, $"/rpc/{endpoint.ChainId}")));
        Node = new NodeClient(new RpcClient(fixture.Http, endpoint.Node));
        Senders = FundedSender.All(endpoint.ChainId, senders);
    }

    public RollupEndpoint Endpoint { get; }

    public RollupId Id => new(Endpoint.ChainId);

    public TransactionClient Ingress { get; }

    public NodeClient Node { get; }

    public IReadOnlyList<FundedSender> Senders { get; }

    public int AcceptedCount => _accepted.Count;

    public void Accept(Hash256 hash) => _accepted.Enqueue(hash);

    /// <summary>
    /// Every transaction whose hash was ever returned stands in the verified log once, and the node executed
    /// exactly
    /// the log, in its order.
    /// </summary>
    public async Task AssertExecutedOnceAndInOrderAsync(CancellationToken cancellationToken)
    {
        var accepted = _accepted.ToArray();
        await Waiting.UntilAsync(
            token => HasAllReceiptsAsync(accepted, token),
            $"the node of rollup {Id} has executed {accepted.Length} transactions",
            Patience, TimeProvider.System, cancellationToken);
        var block = await _fixture.Chain.AdvanceAsync(cancellationToken);
        var head = block.ProveHead(Id);
        var log = await VerifiedLog.ReadAsync(
            new SseRollupLogSource(_fixture.Http, _fixture.Endpoints.Publisher),
            _fixture.Genesis, Id, head.Head.Number, cancellationToken);

        Assert.True(log.Follower.IsCompleteAt(head, block.Header));
        Assert.Equal(log.Transactions.Count, log.Transactions.Distinct().Count());
        Assert.Empty(accepted.Except(log.Transactions));
        Assert.Equal(log.Transactions, await Node.TransactionsAsync(cancellationToken));
    }

    /// <summary>
    /// A node that was killed answers nothing for a while: that is "not yet", not a failure.
    /// </summary>
    private async Task<bool> HasAllReceiptsAsync(Hash256[] accepted, CancellationToken cancellationToken)
    {
        try
        {
            var receipts = await Node.ReceiptsAsync(accepted, cancellationToken);
            return receipts.All(receipt => receipt is not null);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
