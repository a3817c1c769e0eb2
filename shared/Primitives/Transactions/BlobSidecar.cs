namespace SharedSequencer.Primitives;

/// <summary>Recognises blob transactions with their blobs attached: 0x03 ‖ [body, blobs, commitments, proofs]
/// (EIP-4844, networking) or 0x03 ‖ [body, 1, blobs, commitments, cell proofs] (EIP-7594).</summary>
/// <remarks>Counts and sizes are checked, the KZG proofs are not: such transactions are only told apart, so
/// that a wallet hears the right reason.</remarks>
internal static class BlobSidecar
{
    private const int BlobSize = 4096 * 32;
    private const int CommitmentSize = 48;
    private const int CellProofsPerBlob = 128;
    private const ulong CellProofVersion = 1;

    /// <summary>Whether the first item inside the outer list is a list itself, at the cost of two
    /// headers.</summary>
    public static bool IsAttached(ReadOnlySpan<byte> raw)
    {
        if (raw[0] != (byte)TransactionType.Blob)
            return false;
        var outer = new RlpReader(raw[1..]);
        return outer.TryReadList(out var items) && items.IsList;
    }

    /// <summary>Splits off the body, a list with its header, and counts the blobs behind it.</summary>
    public static bool TrySplit(
        ReadOnlySpan<byte> raw, out ReadOnlySpan<byte> body, out int blobs, out TransactionError error)
    {
        blobs = 0;
        var outer = new RlpReader(raw[1..]);
        outer.TryReadList(out var items);
        if (!items.TryReadRawItem(out body))
            error = TransactionParser.ErrorOf(items);
        else if (!outer.AtEnd)
            error = TransactionError.TrailingBytes;
        else
            error = Check(ref items, out blobs);
        return error == TransactionError.None;
    }

    private static TransactionError Check(ref RlpReader items, out int blobs)
    {
        blobs = 0;
        var proofsPerBlob = 1;
        if (!items.AtEnd && !items.IsList)
        {
            if (!items.TryReadUInt64(out var version))
                return TransactionParser.ErrorOf(items);
            if (version != CellProofVersion)
                return TransactionError.WrongField;
            proofsPerBlob = CellProofsPerBlob;
        }
        if (!TryCount(ref items, BlobSize, out blobs, out var error)
            || !TryCount(ref items, CommitmentSize, out var commitments, out error)
            || !TryCount(ref items, CommitmentSize, out var proofs, out error))
            return error;
        if (!items.AtEnd)
            return TransactionError.ExtraField;
        return commitments == blobs && proofs == (long)blobs * proofsPerBlob
            ? TransactionError.None
            : TransactionError.WrongField;
    }

    private static bool TryCount(ref RlpReader items, int size, out int count, out TransactionError error)
    {
        (count, error) = (0, TransactionError.None);
        if (!items.TryReadList(out var list))
        {
            error = TransactionParser.ErrorOf(items);
            return false;
        }
        for (; !list.AtEnd; count++)
        {
            if (list.TryReadBytes(size, out var item) && item.Length == size)
                continue;
            error = TransactionParser.ErrorOf(list);
            return false;
        }
        return true;
    }
}
