using SharedSequencer.Client;
using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Traffic;

/// <summary>
/// One account that sends without pause, one transaction after the other, as a user does who does not give up: what
/// fails is sent again unchanged until the ingress has it.
/// </summary>
/// <param name="ingress">Where it sends. Nobody else uses the account there.</param>
/// <param name="account">The account.</param>
/// <param name="accepted">Called with every hash that the ingress stands for.</param>
public sealed class PatientSender(TransactionClient ingress, FundedSender account, Action<Hash256> accepted)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(40);

    /// <summary>Sends until told to stop; a transaction that was begun is brought to its end.</summary>
    /// <exception cref="InvalidOperationException">One was refused for good.</exception>
    public async Task RunAsync(CancellationToken stop, CancellationToken giveUp)
    {
        while (!stop.IsCancellationRequested)
        {
            var transaction = account.Transfer();
            while (!await TrySendAsync(ingress, transaction, giveUp))
                await Task.Delay(Pace, TimeProvider.System, giveUp);
            accepted(transaction.Hash);
            await Task.Delay(Pace, TimeProvider.System, giveUp);
        }
    }

    /// <summary>Whether the ingress has it now; false when it was away, or had no room.</summary>
    /// <param name="ingress">Where to send.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="giveUp">Ends the attempt.</param>
    /// <exception cref="InvalidOperationException">It was refused for good.</exception>
    public static async Task<bool> TrySendAsync(
        TransactionClient ingress, SignedTransaction transaction, CancellationToken giveUp)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        try
        {
            await ingress.SendAsync(transaction.Raw, giveUp);
            return true;
        }
        catch (RpcException refused) when (WasTakenBefore(refused.Error))
        {
            return true;
        }
        catch (Exception failure) when (Outage.Is(failure, giveUp))
        {
            return false;
        }
        catch (RpcException refused)
        {
            throw new InvalidOperationException($"{transaction.Hash} was refused.", refused);
        }
    }

    /// <summary>The answer to an earlier attempt was lost.</summary>
    private static bool WasTakenBefore(RpcError error) =>
        error.Message.Contains("already known", StringComparison.Ordinal)
        || error.Message.Contains("nonce too low", StringComparison.Ordinal);
}
