namespace SharedSequencer.Messages;

/// <summary>
/// A reporter's word on a leg: the answer of <see cref="ReporterRoutes.Reports"/>, the body of
/// <see cref="IngressRoutes.BundleReports"/>.
/// </summary>
/// <param name="Report">The encoded, signed outcome report, 0x hex.</param>
public sealed record SignedReport(string Report);
