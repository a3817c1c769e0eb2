using SharedSequencer.Client;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>One transaction on its way to the soft commit, in milliseconds; the parts come from the ladder's times.</summary>
/// <param name="Total">From before sending until the ingress tells that it is soft-committed, by one clock.</param>
/// <param name="Received">Until the ingress took it up.</param>
/// <param name="Certified">From there until half the validators had its batch.</param>
/// <param name="Proposed">From there until its block was proposed.</param>
internal sealed record LatencySample(double Total, double Received, double Certified, double Proposed)
{
    /// <summary>From the proposal until the ingress tells it: votes, and the way back.</summary>
    public double Final => Total - Received - Certified - Proposed;

    public static LatencySample Of(DateTimeOffset sent, TimeSpan total, TransactionStatus status)
    {
        var received = At(ConfirmationStep.Received);
        var certified = At(ConfirmationStep.Certified);
        var proposed = At(ConfirmationStep.SoftCommitted);
        return new LatencySample(
            total.TotalMilliseconds, received - sent.ToUnixTimeMilliseconds(), certified - received, proposed - certified);

        double At(ConfirmationStep step) => status.Times[step].Milliseconds;
    }
}
