using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SharedSequencer.Ordering.Development;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Ordering.Tests.Mesh;
using SharedSequencer.Ordering.Tests.Validator;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Tests.Development;

public sealed class DevelopmentFaultsTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly SampleNetwork _network = new();

    [Theory]
    [InlineData("JournalDelayMs")]
    [InlineData("ClockOffsetMs")]
    public async Task Faults_are_refused_where_development_keys_are(string fault)
    {
        await using var validator = await BareValidator.Build(
            _network, Never, "--Keys:AllowDevelopmentKeys=false", $"--Ordering:Development:{fault}=7");

        var refused = await Assert.ThrowsAsync<StartupRefusedException>(() => validator.Start(Never));

        Assert.Contains(fault, Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_local_mesh_they_lie_between_the_validator_and_its_clock_and_disk()
    {
        await using var validator = await BareValidator.Build(
            _network, Never, "--Keys:AllowDevelopmentKeys=true", "--Ordering:Development:JournalDelayMs=7",
            "--Ordering:Development:ClockOffsetMs=-3600000");
        using var http = await validator.Start(Never);

        Assert.IsType<SlowJournal>(validator.App.Services.GetRequiredService<IJournal>());
        var shown = validator.App.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        Assert.InRange(shown, TimeProvider.System.GetUtcNow().AddHours(-1.1), TimeProvider.System.GetUtcNow().AddHours(-0.9));
    }

    [Fact]
    public async Task A_slow_journal_writes_later_and_the_same()
    {
        var time = new FakeTimeProvider();
        var held = new HeldJournal(new EmptyJournal());
        held.Let();
        var commit = new SlowJournal(held, TimeSpan.FromMilliseconds(50), time).Commit(new JournalWrite(default), Never);
        time.Advance(TimeSpan.FromMilliseconds(49));
        Assert.Equal(0, held.Arrived);

        time.Advance(TimeSpan.FromMilliseconds(1));

        await commit;
        Assert.Equal(1, held.Arrived);
    }

    [Fact]
    public void A_wrong_clock_is_wrong_about_the_time_of_day_alone()
    {
        var time = new FakeTimeProvider(SampleNetwork.Start);
        var skewed = new SkewedTime(time, TimeSpan.FromSeconds(5));
        var start = skewed.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(SampleNetwork.Start.AddSeconds(7), skewed.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(2), skewed.GetElapsedTime(start));
    }

    private sealed class EmptyJournal : IJournal
    {
        public Task Commit(JournalWrite write, CancellationToken cancel) => Task.CompletedTask;
    }
}
