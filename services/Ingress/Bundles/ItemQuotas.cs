using System.Net;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// Rates of those who use the cross-rollup lane. A submitter or reporter is who signed, so nobody uses up another's; nobody
/// signs an expiry, so there it is the client's address.
/// </summary>
internal sealed class ItemQuotas(LimitsOptions limits, IngressClock clock)
{
    private readonly RateTable<Address> _submitters =
        new(limits.BundlesPerSecondPerSubmitter, limits.MaxTrackedSubmitters, clock);

    private readonly RateTable<Address> _reporters = new(limits.ReportsPerSecondPerReporter, limits.MaxTrackedSubmitters, clock);

    private readonly RateTable<IPAddress> _clients = new(limits.ExpiriesPerSecondPerClient, limits.MaxTrackedSubmitters, clock);

    public BundleProblem? TakeOfSubmitter(in Address submitter) =>
        _submitters.TryTake(submitter, out var state) ? null : BundleProblems.OverRate.Until(state);

    public BundleProblem? TakeOfReporter(in Address reporter) =>
        _reporters.TryTake(reporter, out var state) ? null : BundleProblems.OverRate.Until(state);

    public BundleProblem? TakeOfClient(IPAddress? client) =>
        _clients.TryTake(client ?? IPAddress.None, out var state) ? null : BundleProblems.OverRate.Until(state);
}
