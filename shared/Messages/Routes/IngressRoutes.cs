namespace SharedSequencer.Messages;

/// <summary>Service invocation towards <see cref="AppIds.Ingress"/>.</summary>
public static class IngressRoutes
{
    /// <summary>
    /// POST, an encoded outcome report as <c>application/octet-stream</c>, authenticated by its signature: a reporter's word on
    /// a leg of an execution bundle. 200 or 202 when it will be ordered, also again; 4xx when it is refused.
    /// </summary>
    public const string BundleReports = "/v1/bundles/reports";
}
