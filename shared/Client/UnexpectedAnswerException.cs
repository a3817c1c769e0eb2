namespace SharedSequencer.Client;

/// <summary>A service answered something that is not of the promised form, or an HTTP error.</summary>
public sealed class UnexpectedAnswerException : SequencerClientException
{
    /// <summary>An answer of the wrong form.</summary>
    public UnexpectedAnswerException(string message)
        : base(message)
    {
    }

    /// <summary>An answer of the wrong form, with the reader's complaint.</summary>
    public UnexpectedAnswerException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
