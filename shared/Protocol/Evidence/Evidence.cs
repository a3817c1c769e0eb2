using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Two statements under one key that an honest owner never signs both. What counts is the signed content, not the
/// signature bytes. Anyone can check it with the genesis alone.
/// </summary>
public abstract record Evidence
{
    private Evidence()
    {
    }

    /// <summary>Two proposals of one leader in one view.</summary>
    /// <param name="Leader">The leader.</param>
    /// <param name="First">One proposal's header.</param>
    /// <param name="FirstSignature">Its signature.</param>
    /// <param name="Second">Another's, with the same view and another hash.</param>
    /// <param name="SecondSignature">Its signature.</param>
    public sealed record Proposals(
        ValidatorIndex Leader, BlockHeader First, Signature FirstSignature, BlockHeader Second, Signature SecondSignature) : Evidence;

    /// <summary>Two Notarize or two Finalize for different blocks, or a Finalize and a Nullify, in one view.</summary>
    /// <param name="First">One vote.</param>
    /// <param name="Second">The other.</param>
    public sealed record Votes(Vote First, Vote Second) : Evidence;

    /// <summary>Two acknowledgements of one batch with different arrival times or sizes.</summary>
    /// <param name="First">One.</param>
    /// <param name="Second">The other.</param>
    public sealed record Acknowledgements(Acknowledgement First, Acknowledgement Second) : Evidence;

    /// <summary>Two batches of one ingress and lane with one sequence.</summary>
    /// <param name="First">One.</param>
    /// <param name="FirstSignature">The ingress's signature of its digest.</param>
    /// <param name="Second">The other.</param>
    /// <param name="SecondSignature">The ingress's signature of its digest.</param>
    public sealed record Batches(
        BatchHeader First, Signature FirstSignature, BatchHeader Second, Signature SecondSignature) : Evidence;

    /// <summary>The canonical encoding: RLP [tag, field…], the two statements whole.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        EvidenceCodec.Write(writer, this);
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; checks form, neither signatures nor that the statements contradict.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out Evidence? evidence) =>
        EvidenceCodec.TryRead(encoded, out evidence);

    /// <summary>Whether it proves what it says, for the committee and ingresses of this network.</summary>
    public bool IsValid(Genesis genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        return this switch
        {
            Proposals proposals => EvidenceRules.Prove(proposals, genesis),
            Votes votes => EvidenceRules.Prove(votes, genesis),
            Acknowledgements acknowledgements => EvidenceRules.Prove(acknowledgements, genesis),
            Batches batches => EvidenceRules.Prove(batches, genesis),
            _ => false,
        };
    }
}
