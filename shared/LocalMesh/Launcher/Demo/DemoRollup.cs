using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Demo;

/// <summary>One rollup of the demo: registers itself, sends, and asks its own node.</summary>
internal sealed class DemoRollup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RollupEndpoint _endpoint;
    private readonly HttpClient _http;
    private readonly MeshEndpoints _endpoints;
    private readonly TimeProvider _time;
    private readonly List<Hash256> _accepted = [];

    public DemoRollup(RollupEndpoint endpoint, LocalMeshHost mesh, HttpClient http, TimeProvider time)
    {
        _endpoint = endpoint;
        _http = http;
        _time = time;
        _endpoints = mesh.Endpoints;
        Transactions = new TransactionClient(
            new RpcClient(http, new Uri(_endpoints.Ingress, $"/rpc/{endpoint.ChainId}")));
        Node = new NodeClient(new RpcClient(http, endpoint.Node));
    }

    public RollupId Id => new(_endpoint.ChainId);

    /// <summary>The ingress.</summary>
    public TransactionClient Transactions { get; }

    /// <summary>The rollup's own node.</summary>
    public NodeClient Node { get; }

    /// <summary>How many transactions were sent.</summary>
    public int Sent { get; private set; }

    /// <summary>The transactions for which the ingress answered with the hash.</summary>
    public IReadOnlyList<Hash256> Accepted => _accepted;

    /// <summary>Registers by the owner's key and waits until the ordered log made it take effect.</summary>
    public Task RegisterAsync(NetworkId network, CancellationToken cancellation) =>
        MeshSetup.RegisterAsync(_endpoints, _endpoint, network, _http, _time, cancellation);

    /// <summary>Sends everything: all senders at once, the transactions of each in order.</summary>
    public async Task SendAsync(CancellationToken cancellation)
    {
        var senders = FundedSender.All(_endpoint.ChainId, DemoPlan.SendersPerRollup);
        var answers = await Task.WhenAll(senders.Select(sender => SendAsync(sender, cancellation)));
        Sent = answers.Sum(part => part.Count);
        _accepted.AddRange(answers.SelectMany(part => part).Where(part => part.IsAccepted).Select(part => part.Hash));
        foreach (var sender in senders)
            sender.Dispose();
        var refusal = answers.SelectMany(part => part).FirstOrDefault(answer => !answer.IsAccepted);
        if (refusal is not null)
            throw new LocalMeshException($"The ingress refused {refusal.Hash}: {refusal.Error!.Message}");
    }

    /// <summary>Waits until the node has a receipt of every accepted transaction.</summary>
    public Task WaitForExecutionAsync(CancellationToken cancellation) => Waiting.UntilAsync(
        async token => (await Node.ReceiptsAsync(_accepted, token)).All(receipt => receipt is not null),
        $"the node of rollup {Id} has executed everything", Patience, _time, cancellation);

    private async Task<List<SubmitAnswer>> SendAsync(FundedSender sender, CancellationToken cancellation)
    {
        var answers = new List<SubmitAnswer>();
        foreach (var single in DemoPlan.Singles(sender))
            answers.Add(new SubmitAnswer(await Transactions.SendAsync(single.Raw, cancellation), null));
        answers.AddRange(await Transactions.SendManyAsync(
            [.. DemoPlan.Batch(sender).Select(transaction => transaction.Raw)], cancellation));
        return answers;
    }
}
