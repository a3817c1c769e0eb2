using SharedSequencer.Client;
using SharedSequencer.Launcher.Traffic;

namespace SharedSequencer.Mesh.Tests.Load;

/// <summary>
/// A well-behaved rollup: sends one transaction at a time and waits until it is soft-committed.
/// </summary>
internal sealed class QuietRollup : IDisposable
{
    private const int Account = 91;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FundedSender _sender;
    private readonly TransactionClient _ingress;

    public QuietRollup(MeshFixture mesh, ulong id)
    {
        _sender = new FundedSender(id, Account);
        _ingress = new TransactionClient(new RpcClient(mesh.Http, new Uri(mesh.Endpoints.Ingress, $"/rpc/{id}")));
    }

    /// <summary>From before sending until the ingress tells that it is soft-committed.</summary>
    public async Task<TimeSpan> MeasureAsync(CancellationToken cancellation)
    {
        var transaction = _sender.Transfer();
        var started = TimeProvider.System.GetTimestamp();
        await _ingress.SendAsync(transaction.Raw, cancellation);
        await Waiting.UntilAsync(
            async token => (await _ingress.GetStatusAsync(transaction.Hash, token))?.Step
                == ConfirmationStep.SoftCommitted,
            $"{transaction.Hash} is soft-committed", Patience, TimeProvider.System, cancellation);
        return TimeProvider.System.GetElapsedTime(started);
    }

    public void Dispose() => _sender.Dispose();
}
