namespace SharedSequencer.DaprConformance.Tests.Support;
internal static class DaprdSidecars
{
    public static Task<ISidecars> StartAsync(
        WorldPlan plan, IReadOnlyDictionary<string, int> appPorts, CancellationToken cancellationToken) => throw new NotSupportedException();
}
