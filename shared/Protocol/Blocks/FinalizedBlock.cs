using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// A final block with what proves it and what it holds, as validators hand it out: the Finalization of the block
/// or of a descendant with the headers between (R18), the outcomes, and the batches unless left out for a
/// consumer that follows its own batches only.
/// </summary>
public sealed record FinalizedBlock
{
    /// <summary>What a reader must be ready for, in bytes: what validators could not send each other never became final.</summary>
    public const int MaxBytes = PeerMessageCodec.MaxBytes;

    /// <summary>The block.</summary>
    public required Block Block { get; init; }

    /// <summary>The Finalization of the block, or of the last of <see cref="Descendants"/>.</summary>
    public required QuorumCertificate Finalization { get; init; }

    /// <summary>Headers after the block up to the one that was finalized, by ascending height; usually none.</summary>
    public IReadOnlyList<BlockHeader> Descendants { get; init; } = [];

    /// <summary>The outcomes under <see cref="BlockHeader.OutcomesRoot"/>, in order.</summary>
    public required IReadOnlyList<Outcome> Outcomes { get; init; }

    /// <summary>The batches in the order of their certificates; null in the light form.</summary>
    public IReadOnlyList<Batch>? Batches { get; init; }

    /// <summary>The block's header.</summary>
    public BlockHeader Header => Block.Header;

    /// <summary>What proves the block.</summary>
    public FinalityProof Finality => new() { Header = Header, Finalization = Finalization, Descendants = Descendants };

    /// <summary>The light form: everything but the batches.</summary>
    public FinalizedBlock WithoutBatches() => this with { Batches = null };

    /// <summary>
    /// The canonical encoding: RLP [block, finalization, [header…], [outcome…], [batch…]], the last list empty in
    /// the light form.
    /// </summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        writer.BeginList();
        Block.WriteTo(writer);
        Finalization.WriteTo(writer);
        writer.BeginList();
        foreach (var header in Descendants)
        {
            header.WriteTo(writer);
        }

        writer.EndList();
        writer.BeginList();
        foreach (var outcome in Outcomes)
        {
            outcome.WriteTo(writer);
        }

        writer.EndList();
        writer.BeginList();
        foreach (var batch in Batches ?? [])
        {
            writer.WriteRaw(batch.Encoded.Span);
        }

        writer.EndList();
        writer.EndList();
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; checks form and bounds. <see cref="ChainFollower"/> checks the rest.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out FinalizedBlock? block) =>
        FinalizedBlockCodec.TryRead(encoded, out block);
}
