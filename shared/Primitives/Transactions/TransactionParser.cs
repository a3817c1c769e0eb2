namespace SharedSequencer.Primitives;

/// <summary>Reads a signed transaction field by field into a <see cref="TransactionView"/>.</summary>
internal ref struct TransactionParser
{
    private const ulong FirstProtectedV = 35;

    /// <summary>The largest v whose chain id can be signed with both parities.</summary>
    private const ulong LastProtectedV = ulong.MaxValue - 1;

    private RlpReader _fields;
    private TransactionView _view;
    private TransactionError _error;

    public static bool TryParse(
        ReadOnlySpan<byte> raw, int maxBytes, out TransactionView view, out TransactionError error)
    {
        var parser = new TransactionParser();
        if (!parser.Run(raw, maxBytes))
        {
            view = default;
            error = parser._error;
            return false;
        }
        view = parser._view;
        error = TransactionError.None;
        return true;
    }

    private bool Run(ReadOnlySpan<byte> raw, int maxBytes)
    {
        if (raw.IsEmpty)
            return Fail(TransactionError.Empty);
        if (BlobSidecar.IsAttached(raw))
            return RunWithSidecar(raw, maxBytes);
        if (raw.Length > maxBytes)
            return Fail(TransactionError.Oversized);
        if (raw[0] is > (byte)TransactionType.SetCode and < 0xc0 or 0)
            return Fail(TransactionError.UnknownType);
        var isTyped = raw[0] <= (byte)TransactionType.SetCode;
        _view.Type = isTyped ? (TransactionType)raw[0] : TransactionType.Legacy;
        return ReadBody(isTyped ? raw[1..] : raw);
    }

    /// <summary>The form with blobs is refused in any case, but for the right reason.</summary>
    private bool RunWithSidecar(ReadOnlySpan<byte> raw, int maxBytes)
    {
        if (!BlobSidecar.TrySplit(raw, out var body, out var blobs, out _error))
            return false;
        if (body.Length > maxBytes)
            return Fail(TransactionError.Oversized);
        _view.Type = TransactionType.Blob;
        if (!ReadBody(body))
            return false;
        return Fail(blobs == _view.BlobCount ? TransactionError.BlobSidecar : TransactionError.WrongField);
    }

    private bool ReadBody(ReadOnlySpan<byte> body)
    {
        _view.Body = body;
        var outer = new RlpReader(body);
        if (!outer.TryReadList(out _fields))
            return Fail(outer.AtEnd ? TransactionError.Truncated : ErrorOf(outer));
        if (!outer.AtEnd)
            return Fail(TransactionError.TrailingBytes);
        var isTyped = _view.Type != TransactionType.Legacy;
        return (!isTyped || ReadChainId())
            && ReadNonce()
            && ReadFees()
            && ReadCall()
            && (!isTyped || ReadAccessList())
            && (_view.Type != TransactionType.Blob || ReadBlobs())
            && (_view.Type != TransactionType.SetCode || ReadAuthorizations())
            && ReadSignature();
    }

    private bool ReadChainId()
    {
        var ok = _fields.TryReadUInt64(out var chainId);
        _view.ChainId = chainId;
        return ok || Fail(ErrorOf(_fields));
    }

    private bool ReadNonce()
    {
        if (!_fields.TryReadUInt64(out var nonce))
            return Fail(ErrorOf(_fields));
        _view.Nonce = nonce;
        return nonce != ulong.MaxValue || Fail(TransactionError.NonceTooLarge);
    }

    private bool ReadFees()
    {
        if (!_fields.TryReadUInt256(out var first))
            return Fail(ErrorOf(_fields));
        var second = first;
        if (_view.Type >= TransactionType.DynamicFee && !_fields.TryReadUInt256(out second))
            return Fail(ErrorOf(_fields));
        _view.MaxPriorityFeePerGas = first;
        _view.MaxFeePerGas = second;
        return true;
    }

    private bool ReadCall()
    {
        if (!_fields.TryReadUInt64(out var gasLimit) || !_fields.TryReadBytes(out var recipient))
            return Fail(ErrorOf(_fields));
        if (recipient.Length is not (0 or Address.Size))
            return Fail(TransactionError.WrongField);
        if (!_fields.TryReadUInt256(out var value) || !_fields.TryReadBytes(out var input))
            return Fail(ErrorOf(_fields));
        if (recipient.IsEmpty && _view.Type >= TransactionType.Blob)
            return Fail(TransactionError.NoRecipient);
        _view.GasLimit = gasLimit;
        _view.To = recipient.IsEmpty ? null : new Address(recipient);
        _view.Value = value;
        _view.Input = input;
        return true;
    }

    private bool ReadAccessList()
    {
        if (!TryReadItems(out var items)
            || !AccessListCodec.TryCount(items, out var addresses, out var keys, out _error))
            return false;
        _view.AccessList = items;
        _view.AccessListAddresses = addresses;
        _view.AccessListKeys = keys;
        return true;
    }

    private bool ReadBlobs()
    {
        if (!_fields.TryReadUInt256(out var maxFee))
            return Fail(ErrorOf(_fields));
        if (!TryReadItems(out var items))
            return false;
        var hashes = new RlpReader(items);
        while (!hashes.AtEnd)
        {
            if (!hashes.TryReadHash(out _))
                return Fail(ErrorOf(hashes));
        }
        _view.MaxFeePerBlobGas = maxFee;
        _view.BlobHashes = items;
        _view.BlobCount = items.Length / RlpWriter.EncodedHashSize;
        return _view.BlobCount > 0 || Fail(TransactionError.NoBlobs);
    }

    private bool ReadAuthorizations()
    {
        if (!TryReadItems(out var items) || !AuthorizationCodec.TryCount(items, out var count, out _error))
            return false;
        _view.Authorizations = items;
        _view.AuthorizationCount = count;
        return count > 0 || Fail(TransactionError.NoAuthorizations);
    }

    private bool ReadSignature()
    {
        _view.SignedFields = _fields.Consumed;
        if (!_fields.TryReadUInt64(out var v))
            return Fail(_fields.Error == RlpError.WrongSize ? TransactionError.InvalidV : ErrorOf(_fields));
        if (!_fields.TryReadUInt256(out var r) || !_fields.TryReadUInt256(out var s))
            return Fail(ErrorOf(_fields));
        if (!_fields.AtEnd)
            return Fail(TransactionError.ExtraField);
        if (!TryReadParity(v, out var isOdd))
            return Fail(TransactionError.InvalidV);
        _view.Signature = new Signature(r.ToHash(), s.ToHash(), (byte)(isOdd ? 28 : 27));
        if (!_view.Signature.IsInRange)
            return Fail(TransactionError.InvalidSignature);
        return _view.Signature.HasLowS || Fail(TransactionError.HighS);
    }

    /// <summary>0 or 1 for a typed transaction; 27 or 28, or from 35 on with the chain id (EIP-155), for
    /// legacy.</summary>
    private bool TryReadParity(ulong v, out bool isOdd)
    {
        isOdd = false;
        if (_view.Type != TransactionType.Legacy)
        {
            isOdd = v == 1;
            return v <= 1;
        }
        if (v is >= FirstProtectedV and <= LastProtectedV)
        {
            _view.ChainId = (v - FirstProtectedV) / 2;
            isOdd = (v - FirstProtectedV) % 2 == 1;
            return true;
        }
        isOdd = v == 28;
        return v is 27 or 28;
    }

    private bool TryReadItems(out ReadOnlySpan<byte> items)
    {
        items = default;
        if (!_fields.TryReadList(out var list))
            return Fail(ErrorOf(_fields));
        items = list.Remaining;
        return true;
    }

    private bool Fail(TransactionError error)
    {
        _error = error;
        return false;
    }

    /// <summary>What a failed read inside a list of fields means for the transaction.</summary>
    internal static TransactionError ErrorOf(scoped in RlpReader fields) => fields.Error switch
    {
        RlpError.Truncated when fields.AtEnd => TransactionError.MissingField,
        RlpError.Truncated => TransactionError.Truncated,
        RlpError.NonCanonicalLength or RlpError.LeadingZero => TransactionError.NonCanonical,
        _ => TransactionError.WrongField,
    };
}
