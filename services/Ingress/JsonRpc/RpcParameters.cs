using System.Text.Json;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>
/// Reads positional parameters one after the other. The text was validated by <see cref="RpcRequestReader"/>, so
/// only types and lengths are judged here.
/// </summary>
internal ref struct RpcParameters
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _isArray;
    private Utf8JsonReader _reader;
    private bool _atEnd;

    public RpcParameters(ReadOnlySpan<byte> parameters)
    {
        _text = parameters;
        _reader = new Utf8JsonReader(parameters, new JsonReaderOptions { MaxDepth = int.MaxValue });
        _isArray = !parameters.IsEmpty && _reader.Read() && _reader.TokenType == JsonTokenType.StartArray;
        _atEnd = !_isArray;
    }

    /// <summary>Steps to the next parameter; false after the last one.</summary>
    public bool Next()
    {
        if (_atEnd) return false;
        _atEnd = !_reader.Read() || _reader.TokenType == JsonTokenType.EndArray;
        return !_atEnd;
    }

    /// <summary>Decodes a 0x string of at most <paramref name="maxBytes"/> bytes into an array of its own.</summary>
    public bool TryReadBytes(int maxBytes, out byte[] bytes, out bool tooLong)
    {
        bytes = [];
        tooLong = false;
        if (!Next() || _reader.TokenType != JsonTokenType.String || _reader.ValueIsEscaped) return false;
        var text = _reader.ValueSpan;
        if (text.Length < 2 || text[0] != (byte)'0' || (text[1] | 0x20) != (byte)'x') return false;
        if ((text.Length & 1) != 0) return false;
        tooLong = (text.Length - 2) / 2 > maxBytes;
        if (tooLong) return false;
        bytes = GC.AllocateUninitializedArray<byte>((text.Length - 2) / 2);
        return Hex.TryDecode(text, bytes, out var written) && written == bytes.Length;
    }

    public bool TryReadHash(out Hash256 hash)
    {
        hash = default;
        Span<byte> bytes = stackalloc byte[Hash256.Size];
        if (!TryReadFixed(bytes)) return false;
        hash = new Hash256(bytes);
        return true;
    }

    public bool TryReadAddress(out Address address)
    {
        address = default;
        Span<byte> bytes = stackalloc byte[Address.Size];
        if (!TryReadFixed(bytes)) return false;
        address = new Address(bytes);
        return true;
    }

    private bool TryReadFixed(scoped Span<byte> bytes)
    {
        if (!Next() || _reader.TokenType != JsonTokenType.String || _reader.ValueIsEscaped) return false;
        var text = _reader.ValueSpan;
        if (text.Length != 2 + 2 * bytes.Length) return false;
        return Hex.TryDecode(text, bytes, out var written) && written == bytes.Length;
    }

    /// <summary>The next parameter when it is an object of at most <paramref name="maxBytes"/> bytes, as a copy.</summary>
    public bool TryReadObject(int maxBytes, out ReadOnlyMemory<byte> json)
    {
        json = default;
        if (!Next() || _reader.TokenType != JsonTokenType.StartObject) return false;
        var start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        var length = (int)_reader.BytesConsumed - start;
        if (length > maxBytes) return false;
        json = _text.Slice(start, length).ToArray();
        return true;
    }

    /// <summary>The next parameter as text, null when it is absent or stands for no text.</summary>
    public string? ReadString() =>
        Next() && _reader.TokenType == JsonTokenType.String ? JsonText.Read(ref _reader) : null;

    /// <summary>An optional count: a JSON integer or a hex quantity. False when it is something else.</summary>
    public bool TryReadOptionalCount(out ulong? count)
    {
        count = null;
        if (!Next() || _reader.TokenType == JsonTokenType.Null) return true;
        ulong value;
        if (_reader.TokenType == JsonTokenType.Number)
        {
            if (!_reader.TryGetUInt64(out value)) return false;
        }
        else if (_reader.TokenType != JsonTokenType.String || !Quantity.TryParse(_reader.ValueSpan, out value))
        {
            return false;
        }
        count = value;
        return true;
    }
}
