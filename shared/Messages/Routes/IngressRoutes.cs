namespace SharedSequencer.Messages;

/// <summary>Service invocation towards <see cref="AppIds.Ingress"/>.</summary>
public static class IngressRoutes
{
    /// <summary>
    /// POST <see cref="SignedReport"/>: takes a reporter's word on a leg into the order. Any success status: it is taken, or
    /// was before. Who may send it is told by its signature.
    /// </summary>
    public const string BundleReports = "/v1/bundles/reports";
}
