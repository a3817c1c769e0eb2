using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Submission;

/// <summary>
/// Takes batches that an ingress hands to this validator directly because its own operator's ordering is silent. The
/// batch's signature is the ingress's authentication: nobody else can bring anything, and bringing a batch again, or
/// somebody else's, is harmless. Queues are not asked: they are another operator's working copy.
/// </summary>
internal sealed class SubmissionDesk(
    FinalChain chain, IBatchSubmission validator, IngressShares shares, SubmissionOptions options)
{
    private int _open;

    public async Task<SubmissionOutcome> Take(ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        if (chain.State is not { } state)
        {
            return SubmissionOutcome.Unavailable;
        }

        if (!Batch.TryDecode(body, out var batch, out _) || batch.Header.Network != state.Genesis.NetworkId)
        {
            return SubmissionOutcome.Malformed;
        }

        // Cheap questions first; what costs is done for few at a time.
        if (!state.Registry.IsIngress(batch.Header.Ingress) || !state.Registry.IsActive(batch.Header.Lane))
        {
            return SubmissionOutcome.Inactive;
        }

        if (chain.HasPassed(batch.Header))
        {
            return SubmissionOutcome.Settled;
        }

        // Whoever brings it: one that is held costs neither a check nor its ingress's share.
        if (chain.Holds(batch.Digest))
        {
            return SubmissionOutcome.Durable;
        }

        try
        {
            return Interlocked.Increment(ref _open) <= options.MaxOpen
                ? await Submit(batch, cancel)
                : SubmissionOutcome.Busy;
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task<SubmissionOutcome> Submit(Batch batch, CancellationToken cancel)
    {
        if (!batch.HasValidSignature())
        {
            return SubmissionOutcome.Malformed;
        }

        return shares.TryTake(batch.Header.Ingress, batch.Size)
            ? OutcomeOf(await validator.Submit(batch, cancel))
            : SubmissionOutcome.Busy;
    }

    private static SubmissionOutcome OutcomeOf(SubmitResult result) => result switch
    {
        SubmitResult.Durable => SubmissionOutcome.Durable,
        SubmitResult.Settled => SubmissionOutcome.Settled,
        SubmitResult.Conflicting => SubmissionOutcome.Conflicting,
        SubmitResult.Expired => SubmissionOutcome.Expired,
        SubmitResult.Inactive => SubmissionOutcome.Inactive,
        SubmitResult.Full => SubmissionOutcome.Full,
        _ => SubmissionOutcome.Unavailable,
    };
}
