namespace SharedSequencer.Client;

/// <summary>The root of all failures that this library reports by exception.</summary>
public class SequencerClientException : Exception
{
    /// <summary>A failure with its reason.</summary>
    public SequencerClientException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its reason and cause.</summary>
    public SequencerClientException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
