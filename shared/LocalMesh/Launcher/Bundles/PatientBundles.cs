using SharedSequencer.Client;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bundles;

/// <summary>Brings bundles to their end, as an operator does who does not give up.</summary>
/// <param name="bundles">The ingress.</param>
/// <param name="persistence">How to wait for it.</param>
internal sealed class PatientBundles(BundleClient bundles, Persistence persistence)
{
    // The longest life of a bundle here, the time to decide, and a mesh that gets up again.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    /// <summary>Sends it until it is taken.</summary>
    public Task SendAsync(Bundle bundle, CancellationToken cancellation) => persistence.AskAsync(
        async token => await bundles.SendAsync(bundle, cancellationToken: token),
        $"bundle {bundle.Id} is taken", Patience, cancellation);

    /// <summary>Sends a cancel until it is taken, or cannot do anything any more.</summary>
    public async Task CancelAsync(BundleCancel cancel, CancellationToken cancellation)
    {
        try
        {
            await persistence.UntilAsync(
                async token =>
                {
                    await bundles.CancelAsync(cancel, cancellationToken: token);
                    return true;
                },
                $"the cancel of {cancel.Bundle} is taken", Patience, cancellation);
        }
        catch (BundleRefusedException refused) when (refused.Code == "too-late")
        {
            // Judged already; the chain says how.
        }
    }

    /// <summary>The verified last word of the chain about a bundle that was taken. What was ordered in vain is sent again.
    /// </summary>
    /// <exception cref="LocalMeshException">The ingress has forgotten it, or there is no word.</exception>
    public async Task<BundleProofs> EndAsync(Bundle bundle, CancellationToken cancellation)
    {
        await persistence.AskAsync(
            token => FindEndAsync(bundle, token), $"the chain has said everything about bundle {bundle.Id}", Patience, cancellation);
        return await persistence.AskAsync(
            token => ProveAsync(bundle, token), $"the end of bundle {bundle.Id} is proved", Patience, cancellation);
    }

    private async Task<BundleReply?> FindEndAsync(Bundle bundle, CancellationToken cancellation)
    {
        var reply = await bundles.FindAsync(bundle.Id, Wait, cancellation)
            ?? throw new LocalMeshException($"Bundle {bundle.Id} was taken, and the ingress does not know it.");
        if (reply.Stage == BundleStage.Dropped)
            await bundles.SendAsync(bundle, cancellationToken: cancellation);
        return reply.IsFinal ? reply : null;
    }

    private async Task<BundleProofs?> ProveAsync(Bundle bundle, CancellationToken cancellation)
    {
        var proofs = await bundles.ProveAsync(bundle, cancellation);
        return proofs.Outcome is not null && (bundle.Terms.Mode != BundleMode.Execution || proofs.Decision is not null)
            ? proofs
            : null;
    }
}
