namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>A stretch of the request body. The default value stands for "not present".</summary>
internal readonly record struct TextRange(int Start, int Length)
{
    public bool IsPresent => Length > 0;

    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> body) => body.Slice(Start, Length);
}
