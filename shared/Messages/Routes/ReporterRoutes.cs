namespace SharedSequencer.Messages;

/// <summary>Service invocation towards whoever reports for rollups: <see cref="AppIds.Publisher"/>.</summary>
public static class ReporterRoutes
{
    /// <summary>
    /// POST, an encoded bundle as <c>application/octet-stream</c>: <see cref="ReporterAttestations"/>, of those of its legs
    /// that this reporter drives and whose preconditions hold.
    /// </summary>
    public const string Attestations = "/v1/reporter/attestations";

    /// <summary>
    /// POST <see cref="ReportRequest"/>: <see cref="SignedReport"/>; 202 when the leg has not run yet; 404 when it is not this
    /// reporter's, or not open.
    /// </summary>
    public const string Reports = "/v1/reporter/reports";
}
