using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Mesh;

public sealed class FencedServiceTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_older_of_two_processes_with_one_journal_stops()
    {
        var network = new SampleNetwork();
        await using var older = await BareValidator.Build(network, Never);
        await using var newer = await BareValidator.Build(
            network, Never, $"--ConnectionStrings:Postgres={older.Database}");
        using var _ = await older.Start(Never);
        Assert.False(Stopping(older).IsCancellationRequested);

        using var __ = await newer.Start(Never);

        await Eventually.HoldsAsync(
            () => Stopping(older).IsCancellationRequested, "the older process stops", Never);
        Assert.False(Stopping(newer).IsCancellationRequested);
    }

    private static CancellationToken Stopping(BareValidator validator) =>
        validator.App.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
}
