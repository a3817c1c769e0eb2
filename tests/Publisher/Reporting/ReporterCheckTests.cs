using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using SharedSequencer.Publisher.Reporting;

namespace SharedSequencer.Publisher.Tests.Reporting;

public sealed class ReporterCheckTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_report_that_the_chain_does_not_show_in_time_degrades()
    {
        var backlog = new ReporterBacklog(_time);
        var check = new ReporterCheck(backlog, new ReporterOptions { OverdueMs = 2_000 });
        backlog.Set(_time.GetTimestamp());

        _time.Advance(TimeSpan.FromMilliseconds(2_000));
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(check));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(HealthStatus.Degraded, await StatusAsync(check));
        backlog.Set(null);
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(check));
    }

    private static async Task<HealthStatus> StatusAsync(ReporterCheck check) =>
        (await check.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken)).Status;
}
