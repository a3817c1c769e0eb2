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
            while (!await TrySendAsync(transaction, giveUp))
                await Task.Delay(Pace, TimeProvider.System, giveUp);
            accepted(transaction.Hash);
            await Task.Delay(Pace, TimeProvider.System, giveUp);
        }
    }

    private async Task<bool> TrySendAsync(SignedTransaction transaction, CancellationToken giveUp)
    {
        try
        {
            await ingress.SendAsync(transaction.Raw, giveUp);
            return true;
        }
        catch (RpcException refused)
        {
            return WasTakenBefore(refused.Error) || (IsTemporary(refused.Error)
                ? false
                : throw new InvalidOperationException($"{transaction.Hash} was refused.", refused));
        }
        catch (Exception failure) when (IsOutage(failure, giveUp))
        {
            return false;
        }
    }

    /// <summary>The answer to an earlier attempt was lost.</summary>
    private static bool WasTakenBefore(RpcError error) =>
        error.Message.Contains("already known", StringComparison.Ordinal)
        || error.Message.Contains("nonce too low", StringComparison.Ordinal);

    /// <summary>Unavailable or over a limit (EIP-1474).</summary>
    private static bool IsTemporary(RpcError error) => error.Code is -32002 or RpcError.LimitExceeded;

    private static bool IsOutage(Exception failure, CancellationToken giveUp) =>
        failure is HttpRequestException or IOException or UnexpectedAnswerException or OperationCanceledException
        && !giveUp.IsCancellationRequested;
}
