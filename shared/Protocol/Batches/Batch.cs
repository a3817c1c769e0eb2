using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Signed content of one lane from one ingress: the unit that is disseminated and acknowledged, named by its
/// digest (R1). Encoding: RLP [network, kind, lane, ingress, sequence, predecessor, predecessorNotAfter, created,
/// notAfter, [item…], signature].
/// </summary>
public sealed class Batch
{
    private Batch(BatchHeader header, IReadOnlyList<ReadOnlyMemory<byte>> items, Signature signature, ReadOnlyMemory<byte> encoded)
    {
        Header = header;
        Items = items;
        Signature = signature;
        Encoded = encoded;
        Size = encoded.Length + items.Sum(item => Math.Max(0, ProtocolDefaults.MinItemBytes - item.Length));
    }

    /// <summary>What was signed.</summary>
    public BatchHeader Header { get; }

    /// <summary>Raw transactions, encoded <see cref="BundleItem"/>s, or signed registry operations, by kind.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Items { get; }

    /// <summary>The ingress's signature of <see cref="Digest"/>; see <see cref="HasValidSignature"/>.</summary>
    public Signature Signature { get; }

    /// <summary>The canonical encoding, as published, journaled and fetched.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>The batch's name.</summary>
    public Hash256 Digest => Header.Digest;

    /// <summary>
    /// What limits and acknowledgements count, in bytes: the length of the encoding, in which an item shorter than
    /// <see cref="ProtocolDefaults.MinItemBytes"/> counts as if it had these. So whoever bounds sizes bounds items, by
    /// certificates alone.
    /// </summary>
    public int Size { get; }

    /// <summary>Signs a draft.</summary>
    /// <exception cref="ArgumentException">The draft breaks a rule a decoder would refuse it for.</exception>
    public static Batch Seal(BatchDraft draft, PrivateKey ingressKey)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(ingressKey);
        var writer = new RlpWriter();
        WriteItems(writer, draft.Items);
        var header = new BatchHeader
        {
            Network = draft.Network,
            Kind = draft.Kind,
            Lane = draft.Lane,
            Ingress = ingressKey.Address,
            Sequence = draft.Sequence,
            Predecessor = draft.Predecessor,
            PredecessorNotAfter = draft.PredecessorNotAfter,
            Created = draft.Created,
            NotAfter = draft.NotAfter,
            Content = Keccak256.Hash(writer.WrittenSpan),
        };
        var encoded = Encode(header, writer.ToArray(), ingressKey.Sign(header.Digest));
        return TryDecode(encoded, out var batch, out var error)
            ? batch
            : throw new ArgumentException($"The draft is no batch: {error}.", nameof(draft));
    }

    /// <summary>
    /// Decodes and checks everything but the signature, whose check costs far more than all else: call
    /// <see cref="HasValidSignature"/> once the batch is otherwise wanted.
    /// </summary>
    /// <param name="encoded">Kept by reference; must not change afterwards.</param>
    /// <param name="batch">The batch, when the bytes are one.</param>
    /// <param name="error">Why they are none.</param>
    public static bool TryDecode(ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out Batch? batch, out BatchError error)
    {
        batch = null;
        if (encoded.Length > ProtocolDefaults.MaxBatchBytes)
        {
            error = BatchError.TooLarge;
            return false;
        }

        error = BatchCodec.TryRead(encoded, out var header, out var items, out var signature)
            ? BatchRules.Check(header, items.Count)
            : BatchError.Malformed;
        if (error != BatchError.None)
        {
            return false;
        }

        var read = new Batch(header!, items!, signature, encoded);
        error = read.Size > ProtocolDefaults.MaxBatchBytes ? BatchError.TooLarge : BatchError.None;
        batch = error == BatchError.None ? read : null;
        return batch is not null;
    }

    /// <summary>Whether the named ingress signed, with low s. Whether it is a known ingress is another question (R2).</summary>
    public bool HasValidSignature() =>
        Signature.HasLowS
        && Secp256k1.Current.TryRecover(Digest, Signature, out var signer)
        && signer == Header.Ingress;

    private static void WriteItems(RlpWriter writer, IReadOnlyList<ReadOnlyMemory<byte>> items)
    {
        writer.BeginList();
        foreach (var item in items)
        {
            writer.Write(item.Span);
        }

        writer.EndList();
    }

    private static byte[] Encode(BatchHeader header, byte[] encodedItems, Signature signature)
    {
        var writer = new RlpWriter();
        BatchCodec.Write(writer, header, encodedItems, signature);
        return writer.ToArray();
    }
}
