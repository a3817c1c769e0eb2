using SharedSequencer.Messages;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Queue;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Delivery;

/// <summary>
/// Takes a delivered batch to its queue and then to the validator. Whatever cannot go on now is not kept: the
/// ingress journal sends it again until it sees it ordered.
/// </summary>
internal sealed class BatchIntake(
    FinalChain chain, IQueueDoor queues, IBatchSubmission validator, ArrivalBoard arrivals,
    QueueOptions options)
{
    public async Task<DeliveryOutcome> Take(ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        if (chain.State is not { } state)
        {
            return DeliveryOutcome.ValidatorUnavailable;
        }

        if (!Batch.TryDecode(body, out var batch, out _) || batch.Header.Network != state.Genesis.NetworkId)
        {
            return DeliveryOutcome.Malformed;
        }

        // Cheap questions first: the signature costs as much as everything else together.
        if (!IsActive(state, batch.Header))
        {
            return DeliveryOutcome.Inactive;
        }

        return batch.HasValidSignature() ? await Admit(batch, cancel) : DeliveryOutcome.Malformed;
    }

    private async Task<DeliveryOutcome> Admit(Batch batch, CancellationToken cancel)
    {
        using var predecessor = arrivals.Expect(batch.Header.Predecessor);
        var answer = await queues.Admit(batch.Header.Lane, Request(batch), cancel);
        if (answer?.Verdict == AdmitVerdict.UnknownPredecessor
            && await predecessor.Wait(options.PredecessorWait, cancel))
        {
            answer = await queues.Admit(batch.Header.Lane, Request(batch), cancel);
        }

        if (answer is null)
        {
            return DeliveryOutcome.QueueUnreachable;
        }

        return answer.IsIn ? await Submit(batch, cancel) : OutcomeOf(answer.Verdict);
    }

    private async Task<DeliveryOutcome> Submit(Batch batch, CancellationToken cancel)
    {
        arrivals.Announce(batch.Digest);
        return await validator.Submit(batch, cancel) switch
        {
            SubmitResult.Durable or SubmitResult.Settled => DeliveryOutcome.Accepted,
            SubmitResult.Conflicting => DeliveryOutcome.Conflicting,
            SubmitResult.Expired => DeliveryOutcome.Expired,
            SubmitResult.Inactive => DeliveryOutcome.Inactive,
            SubmitResult.Full => DeliveryOutcome.Full,
            _ => DeliveryOutcome.ValidatorUnavailable,
        };
    }

    private AdmitRequest Request(Batch batch)
    {
        var header = batch.Header;
        var state = chain.Final;
        return new AdmitRequest
        {
            Network = header.Network.ToString(),
            Digest = batch.Digest.ToString(),
            Ingress = header.Ingress.ToString(),
            Sequence = header.Sequence,
            Predecessor = header.Predecessor.ToString(),
            PredecessorNotAfter = header.PredecessorNotAfter.Milliseconds,
            Size = batch.Size,
            NotAfter = header.NotAfter.Milliseconds,
            ChainTime = state.Timestamp.Milliseconds,
            Active = IsActive(state, header),
            PredecessorKnown = chain.KnowsPredecessor(header),
        };
    }

    private static bool IsActive(ChainState state, BatchHeader header) =>
        state.Registry.IsIngress(header.Ingress) && state.Registry.IsActive(header.Lane);

    private static DeliveryOutcome OutcomeOf(AdmitVerdict verdict) => verdict switch
    {
        AdmitVerdict.Full => DeliveryOutcome.Full,
        AdmitVerdict.UnknownPredecessor => DeliveryOutcome.UnknownPredecessor,
        AdmitVerdict.Inactive => DeliveryOutcome.Inactive,
        AdmitVerdict.Expired => DeliveryOutcome.Expired,
        AdmitVerdict.Conflicting => DeliveryOutcome.Conflicting,
        _ => throw new InvalidOperationException($"A queue answered {verdict}, which is no refusal."),
    };
}
