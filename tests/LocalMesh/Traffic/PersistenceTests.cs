using SharedSequencer.Launcher;
using SharedSequencer.Launcher.Traffic;

namespace SharedSequencer.LocalMesh.Tests.Traffic;

public sealed class PersistenceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Asks_until_there_is_an_answer_although_nobody_is_there_at_first()
    {
        var asked = 0;

        var answer = await new Persistence(TimeProvider.System, outlastsOutages: true).AskAsync(
            _ => ++asked switch
            {
                1 => throw new HttpRequestException("nobody there"),
                2 => Task.FromResult<string?>(null),
                _ => Task.FromResult<string?>("here"),
            },
            "somebody answers", Patience, TestContext.Current.CancellationToken);

        Assert.Equal(("here", 3), (answer, asked));
    }

    [Fact]
    public Task An_outage_is_the_end_for_who_does_not_outlast_it() =>
        Assert.ThrowsAsync<HttpRequestException>(() => Ask(outlasts: false, new HttpRequestException()));

    [Fact]
    public Task A_refusal_is_the_end_for_everybody() =>
        Assert.ThrowsAsync<InvalidOperationException>(() => Ask(outlasts: true, new InvalidOperationException()));

    [Fact]
    public async Task What_does_not_come_in_time_is_named()
    {
        var failure = await Assert.ThrowsAsync<LocalMeshException>(() =>
            new Persistence(TimeProvider.System, outlastsOutages: true).UntilAsync(
                _ => Task.FromResult(false), "pigs fly", TimeSpan.Zero, TestContext.Current.CancellationToken));

        Assert.Contains("pigs fly", failure.Message, StringComparison.Ordinal);
    }

    private static Task<string> Ask(bool outlasts, Exception failure) =>
        new Persistence(TimeProvider.System, outlasts).AskAsync(
            _ => Task.FromException<string?>(failure), "it works", Patience, TestContext.Current.CancellationToken);
}
