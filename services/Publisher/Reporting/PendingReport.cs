namespace SharedSequencer.Publisher.Reporting;

/// <summary>A signed report that the chain has not shown yet.</summary>
/// <param name="Encoded">What is sent.</param>
/// <param name="Since">When it was taken up, by the monotonic clock.</param>
internal sealed class PendingReport(byte[] encoded, long since)
{
    public byte[] Encoded { get; } = encoded;

    public long Since { get; } = since;

    /// <summary>Tries in a row that did not get through.</summary>
    public int Failures { get; set; }

    /// <summary>When it is to be sent again, by the monotonic clock.</summary>
    public long Due { get; set; } = since;
}
