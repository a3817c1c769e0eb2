namespace SharedSequencer.Primitives;

/// <summary>The authorization list of EIP-7702: [[chain id, address, nonce, y parity, r, s], …], within the
/// bounds that the standard sets for each number.</summary>
internal static class AuthorizationCodec
{
    /// <summary>Checks every entry and counts.</summary>
    public static bool TryCount(ReadOnlySpan<byte> items, out int count, out TransactionError error)
    {
        error = TransactionError.None;
        var entries = new RlpReader(items);
        for (count = 0; !entries.AtEnd; count++)
        {
            if (!entries.TryReadList(out var entry))
            {
                error = TransactionParser.ErrorOf(entries);
                return false;
            }
            if (!Read(ref entry, out _, out error))
                return false;
        }
        return true;
    }

    /// <summary>Reads items that <see cref="TryCount"/> accepted.</summary>
    public static Authorization[] Decode(ReadOnlySpan<byte> items, int count)
    {
        var result = new Authorization[count];
        var entries = new RlpReader(items);
        for (var i = 0; i < count; i++)
        {
            entries.TryReadList(out var entry);
            Read(ref entry, out var fields, out _);
            result[i] = new Authorization
            {
                ChainId = fields.ChainId,
                Address = fields.Address,
                Nonce = fields.Nonce,
                YParity = fields.YParity,
                R = fields.R,
                S = fields.S,
            };
        }
        return result;
    }

    public static void Write(RlpWriter writer, IReadOnlyList<Authorization> authorizations)
    {
        writer.BeginList();
        foreach (var authorization in authorizations)
        {
            writer.BeginList();
            writer.Write(authorization.ChainId);
            writer.Write(authorization.Address);
            writer.Write(authorization.Nonce);
            writer.Write(authorization.YParity);
            writer.Write(authorization.R);
            writer.Write(authorization.S);
            writer.EndList();
        }
        writer.EndList();
    }

    private static bool Read(ref RlpReader entry, out Fields fields, out TransactionError error)
    {
        fields = default;
        error = TransactionError.None;
        if (!entry.TryReadUInt256(out fields.ChainId)
            || !entry.TryReadAddress(out fields.Address)
            || !entry.TryReadUInt64(out fields.Nonce)
            || !entry.TryReadUInt64(out var yParity)
            || !entry.TryReadUInt256(out fields.R)
            || !entry.TryReadUInt256(out fields.S))
            error = TransactionParser.ErrorOf(entry);
        else if (!entry.AtEnd)
            error = TransactionError.ExtraField;
        else if (yParity > byte.MaxValue)
            error = TransactionError.WrongField;
        else
            fields.YParity = (byte)yParity;
        return error == TransactionError.None;
    }

    private struct Fields
    {
        public UInt256 ChainId;
        public Address Address;
        public ulong Nonce;
        public byte YParity;
        public UInt256 R;
        public UInt256 S;
    }
}
