namespace SharedSequencer.Client;

/// <summary>A stream ended or broke before it was told to; it can be resumed.</summary>
public sealed class StreamBrokenException : SequencerClientException
{
    /// <summary>The server ended the stream.</summary>
    public StreamBrokenException(string message)
        : base(message)
    {
    }

    /// <summary>The connection failed.</summary>
    public StreamBrokenException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
