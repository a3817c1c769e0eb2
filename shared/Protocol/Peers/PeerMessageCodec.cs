using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// The wire form of a <see cref="PeerMessage"/>: RLP [tag, field…]. Tags are numbers of the protocol: one is never
/// given to another message.
/// </summary>
public static class PeerMessageCodec
{
    /// <summary>
    /// Longest encoding that is read, in bytes. A final block full of the smallest batches (some two hundred bytes each),
    /// in a committee of fifty, is the largest message there is; batches and outcomes alone are about five megabytes.
    /// </summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private const ulong BatchBody = 1;
    private const ulong Acknowledged = 2;
    private const ulong Certified = 3;
    private const ulong Proposed = 4;
    private const ulong Voted = 5;
    private const ulong Decided = 6;
    private const ulong BatchesWanted = 7;
    private const ulong BlockWanted = 8;
    private const ulong FinalWanted = 9;
    private const ulong FinalBlocks = 10;
    private const ulong Status = 11;

    /// <summary>The canonical encoding.</summary>
    public static byte[] Encode(PeerMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var writer = new RlpWriter();
        writer.BeginList();
        Write(writer, message);
        writer.EndList();
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; checks form and bounds, no rule and no signature.</summary>
    /// <param name="encoded">Kept by reference; must not change afterwards.</param>
    /// <param name="message">The message, when the bytes are one.</param>
    public static bool TryDecode(ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out PeerMessage? message)
    {
        message = null;
        var reader = new RlpReader(encoded.Span);
        if (encoded.Length > MaxBytes
            || !reader.TryReadList(out var fields)
            || !reader.AtEnd
            || !fields.TryReadUInt64(out var tag))
        {
            return false;
        }

        message = Read(tag, encoded, ref fields);
        return message is not null && fields.AtEnd;
    }

    private static void Write(RlpWriter writer, PeerMessage message)
    {
        switch (message)
        {
            case PeerMessage.BatchBody body:
                writer.Write(BatchBody);
                writer.WriteRaw(body.Batch.Encoded.Span);
                break;
            case PeerMessage.Acknowledged acknowledged:
                writer.Write(Acknowledged);
                acknowledged.Acknowledgement.WriteTo(writer);
                break;
            case PeerMessage.Certified certified:
                writer.Write(Certified);
                certified.Certificate.WriteTo(writer);
                break;
            case PeerMessage.Proposed proposed:
                writer.Write(Proposed);
                proposed.Proposal.WriteTo(writer);
                break;
            case PeerMessage.Voted voted:
                writer.Write(Voted);
                voted.Vote.WriteTo(writer);
                break;
            case PeerMessage.Decided decided:
                writer.Write(Decided);
                decided.Certificate.WriteTo(writer);
                break;
            default:
                WriteQuestion(writer, message);
                break;
        }
    }

    private static void WriteQuestion(RlpWriter writer, PeerMessage message)
    {
        switch (message)
        {
            case PeerMessage.BatchesWanted wanted:
                writer.Write(BatchesWanted);
                WriteDigests(writer, wanted.Digests);
                break;
            case PeerMessage.BlockWanted wanted:
                writer.Write(BlockWanted);
                writer.Write(wanted.Block);
                break;
            case PeerMessage.FinalWanted wanted:
                writer.Write(FinalWanted);
                writer.Write(wanted.From.Value);
                break;
            case PeerMessage.FinalBlocks blocks:
                writer.Write(FinalBlocks);
                WriteBlocks(writer, blocks.Blocks);
                break;
            case PeerMessage.Status status:
                writer.Write(Status);
                writer.Write(status.Height.Value);
                writer.Write(status.View.Value);
                QuorumCertificate.WriteOptional(writer, status.Highest);
                writer.Write(status.Asks ? 1UL : 0UL);
                writer.Write(status.Life);
                break;
            default:
                throw new ArgumentException($"No wire form is known for {message.GetType().Name}.", nameof(message));
        }
    }

    private static void WriteDigests(RlpWriter writer, IReadOnlyList<Hash256> digests)
    {
        writer.BeginList();
        foreach (var digest in digests)
        {
            writer.Write(digest);
        }

        writer.EndList();
    }

    private static void WriteBlocks(RlpWriter writer, IReadOnlyList<FinalizedBlock> blocks)
    {
        writer.BeginList();
        foreach (var block in blocks)
        {
            writer.WriteRaw(block.Encode());
        }

        writer.EndList();
    }

    private static PeerMessage? Read(ulong tag, ReadOnlyMemory<byte> whole, ref RlpReader fields) => tag switch
    {
        BatchBody => fields.TryReadRawItem(out var body)
            && Batch.TryDecode(RlpFields.Slice(whole, body), out var batch, out _)
                ? new PeerMessage.BatchBody(batch) : null,
        Acknowledged => Acknowledgement.TryRead(ref fields, out var acknowledgement)
            ? new PeerMessage.Acknowledged(acknowledgement) : null,
        Certified => Certificate.TryRead(ref fields, out var certificate)
            ? new PeerMessage.Certified(certificate) : null,
        Proposed => Proposal.TryRead(ref fields, out var proposal) ? new PeerMessage.Proposed(proposal) : null,
        Voted => Vote.TryRead(ref fields, out var vote) ? new PeerMessage.Voted(vote) : null,
        Decided => QuorumCertificate.TryRead(ref fields, out var decision) ? new PeerMessage.Decided(decision) : null,
        BatchesWanted => TryReadDigests(ref fields, out var digests) ? new PeerMessage.BatchesWanted(digests) : null,
        BlockWanted => fields.TryReadHash(out var block) ? new PeerMessage.BlockWanted(block) : null,
        FinalWanted => fields.TryReadUInt64(out var from) ? new PeerMessage.FinalWanted(new Height(from)) : null,
        FinalBlocks => TryReadBlocks(whole, ref fields, out var blocks) ? new PeerMessage.FinalBlocks(blocks) : null,
        Status => TryReadStatus(ref fields),
        _ => null,
    };

    private static PeerMessage.Status? TryReadStatus(ref RlpReader fields) =>
        fields.TryReadUInt64(out var height)
        && fields.TryReadUInt64(out var view)
        && QuorumCertificate.TryReadOptional(ref fields, out var highest)
        && fields.TryReadUInt64(out var asks)
        && asks <= 1
        && fields.TryReadUInt64(out var life)
            ? new PeerMessage.Status(new Height(height), new View(view), highest, asks == 1, life)
            : null;

    private static bool TryReadDigests(ref RlpReader fields, out List<Hash256> digests)
    {
        digests = [];
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        // A batch named twice would be sent twice: a few bytes would ask for as much as the sender likes.
        var named = new HashSet<Hash256>();
        while (!list.AtEnd)
        {
            if (digests.Count == PeerMessage.MaxWanted || !list.TryReadHash(out var digest) || !named.Add(digest))
            {
                return false;
            }

            digests.Add(digest);
        }

        return digests.Count > 0;
    }

    private static bool TryReadBlocks(ReadOnlyMemory<byte> whole, ref RlpReader fields, out List<FinalizedBlock> blocks)
    {
        blocks = [];
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            if (blocks.Count == PeerMessage.MaxFinalBlocks
                || !list.TryReadRawItem(out var encoded)
                || !FinalizedBlock.TryDecode(RlpFields.Slice(whole, encoded), out var block))
            {
                return false;
            }

            blocks.Add(block);
        }

        return blocks.Count > 0;
    }
}
