using System.Collections.Concurrent;
using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Traffic;

/// <summary>A rollup with its senders, its node, and the record of every hash that was returned.</summary>
public sealed class RollupTraffic : IDisposable
{
    private const int Newest = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestReplay = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentQueue<Hash256> _accepted = new();
    private readonly MeshEndpoints _mesh;
    private readonly HttpClient _http;

    /// <summary>Creates the accounts; nothing is sent yet.</summary>
    public RollupTraffic(MeshEndpoints mesh, RollupEndpoint rollup, HttpClient http, int senders)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(rollup);
        _mesh = mesh;
        _http = http;
        Endpoint = rollup;
        Ingress = new TransactionClient(new RpcClient(http, new Uri(mesh.Ingress, $"/rpc/{rollup.ChainId}")));
        Node = new NodeClient(new RpcClient(http, rollup.Node));
        Senders = FundedSender.All(rollup.ChainId, senders);
    }

    /// <summary>The rollup.</summary>
    public RollupEndpoint Endpoint { get; }

    /// <summary>Its id.</summary>
    public RollupId Id => new(Endpoint.ChainId);

    /// <summary>Where its users send.</summary>
    public TransactionClient Ingress { get; }

    /// <summary>Its own node, the witness.</summary>
    public NodeClient Node { get; }

    /// <summary>The accounts that send.</summary>
    public IReadOnlyList<FundedSender> Senders { get; }

    /// <summary>How many hashes were returned so far.</summary>
    public int AcceptedCount => _accepted.Count;

    /// <summary>Notes a hash that the ingress returned.</summary>
    public void Accept(Hash256 hash) => _accepted.Enqueue(hash);

    /// <summary>Lets every sender send until told to stop.</summary>
    public Task RunAsync(CancellationToken stop, CancellationToken giveUp) => Task.WhenAll(
        Senders.Select(account => new PatientSender(Ingress, account, Accept).RunAsync(stop, giveUp)));

    /// <summary>Waits until the node has executed everything that was accepted, as long as its chain moves and
    /// at most twenty minutes; then counts what is missing, what stands twice, and whether the node's chain is the verified log.</summary>
    /// <param name="genesis">What the log is verified against.</param>
    /// <param name="last">A block that holds all of it, verified by the caller.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the check.</param>
    public async Task<TrafficCheck> CheckAsync(
        Genesis genesis, Func<CancellationToken, Task<ExpandedBlock>> last, TimeProvider time,
        CancellationToken cancellation)
    {
        var accepted = _accepted.ToArray();
        var executed = await CountExecutedAsync(accepted, time, cancellation);
        var block = await last(cancellation);
        var head = block.ProveHead(Id);
        var log = await VerifiedLog.ReadAsync(
            new SseRollupLogSource(_http, _mesh.Publisher), genesis, Id, head.Head.Number, cancellation);
        var ordered = log.Transactions.ToHashSet();
        var node = await Node.TransactionsAsync(cancellation);
        return new TrafficCheck
        {
            Accepted = accepted.Length,
            NotOrdered = accepted.Count(hash => !ordered.Contains(hash)),
            NotExecuted = accepted.Length - executed,
            Duplicated = log.Transactions.Count - ordered.Count + node.Count - node.Distinct().Count(),
            IsOrderOfTheNode = node.SequenceEqual(log.Transactions),
            IsComplete = log.Follower.IsCompleteAt(head, block.Header),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var sender in Senders)
            sender.Dispose();
    }

    // The newest ones tell cheaply whether the node is done; then every receipt is asked for. A node that runs its whole
    // chain again takes as long as that is.
    private async Task<int> CountExecutedAsync(Hash256[] accepted, TimeProvider time, CancellationToken cancellation)
    {
        var newest = accepted.TakeLast(Newest).ToArray();
        var started = time.GetTimestamp();
        var (head, moved) = (0UL, started);
        while (time.GetElapsedTime(moved) < Patience && time.GetElapsedTime(started) < LongestReplay)
        {
            if (await CountReceiptsAsync(newest, cancellation) == newest.Length
                && await CountReceiptsAsync(accepted, cancellation) == accepted.Length)
            {
                return accepted.Length;
            }

            if (await OutlastAsync(Node.HeadAsync, cancellation) is > 0 and var now && now != head)
                (head, moved) = (now, time.GetTimestamp());
            await Task.Delay(Pause, time, cancellation);
        }

        return await CountReceiptsAsync(accepted, cancellation);
    }

    private async Task<int> CountReceiptsAsync(Hash256[] transactions, CancellationToken cancellation)
    {
        var receipts = await OutlastAsync(token => Node.ReceiptsAsync(transactions, token), cancellation);
        return receipts?.Count(receipt => receipt is not null) ?? 0;
    }

    // A node that was killed answers nothing for a while: that is "not yet".
    private static async Task<T?> OutlastAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask(cancellation);
        }
        catch (Exception outage) when (
            outage is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return default;
        }
    }
}
