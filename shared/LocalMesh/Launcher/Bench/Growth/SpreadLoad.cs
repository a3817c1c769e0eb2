using System.Text;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Bench;

/// <summary>One load spread evenly over many rollups, ready to send. A rollup belongs to one connection.</summary>
internal sealed class SpreadLoad
{
    private const int Connections = 4;

    private readonly List<(string Path, byte[] Body)>[] _requests;

    private SpreadLoad(List<(string Path, byte[] Body)>[] requests, IReadOnlyDictionary<ulong, Hash256> last) =>
        (_requests, Last) = (requests, last);

    /// <summary>The last transaction of every rollup.</summary>
    public IReadOnlyDictionary<ulong, Hash256> Last { get; }

    /// <summary>Signs everything.</summary>
    public static SpreadLoad Sign(IReadOnlyDictionary<ulong, FundedSender[]> senders)
    {
        var requests = Enumerable.Range(0, Connections).Select(_ => new List<(string, byte[])>()).ToArray();
        var last = new Dictionary<ulong, Hash256>();
        var rounds = GrowthPlan.MeshTransactions / GrowthPlan.RequestSize / senders.Count;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (index, (rollup, accounts)) in senders.Index())
            {
                var signed = Enumerable.Range(0, GrowthPlan.RequestSize)
                    .Select(i => accounts[i % accounts.Length].Transfer())
                    .ToArray();
                requests[index % Connections].Add(($"/rpc/{rollup}", Body(signed)));
                last[rollup] = signed[^1].Hash;
            }
        }

        return new SpreadLoad(requests, last);
    }

    /// <summary>Sends everything.</summary>
    public Task SendAsync(Uri ingress, CancellationToken cancellation) => Task.WhenAll(_requests.Select(own => Task.Run(
        async () =>
        {
            using var connection = await LoadConnection.OpenAsync(ingress, cancellation);
            foreach (var (path, body) in own)
                await connection.SendAsync(path, body, GrowthPlan.RequestSize, cancellation);
        },
        cancellation)));

    private static byte[] Body(SignedTransaction[] transactions) => Encoding.ASCII.GetBytes(
        $"[{string.Join(',', transactions.Select((transaction, id) => Load.Call(id, Hex.Encode(transaction.Raw.Span))))}]");
}
