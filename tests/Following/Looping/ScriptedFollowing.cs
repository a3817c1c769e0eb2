using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace SharedSequencer.Following.Tests.Looping;

/// <summary>Answers and results by script; notes what the loop does. Asking takes as long as the script says.</summary>
internal sealed class ScriptedFollowing(FakeTimeProvider time) : IFollowing
{
    private readonly Queue<(Func<BlockPage> Answer, TimeSpan Takes, PageResult Result)> _script = [];

    /// <summary>What happened, in order.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Thrown when the next page is to be taken.</summary>
    public Exception? TakeFails { get; set; }

    public static BlockPage Page(int blocks) => new([.. Enumerable.Repeat(ReadOnlyMemory<byte>.Empty, blocks)], 0);

    public ScriptedFollowing Then(int blocks, PageResult result = PageResult.Taken, int milliseconds = 0)
    {
        _script.Enqueue((() => Page(blocks), TimeSpan.FromMilliseconds(milliseconds), result));
        return this;
    }

    public ScriptedFollowing ThenFails(Exception problem)
    {
        _script.Enqueue((() => throw problem, default, default));
        return this;
    }

    public async Task<List<string>> RunAsync(FollowPace pace, CancellationToken cancellationToken)
    {
        await new FollowLoop(Then(0, PageResult.Ended), pace, time).RunAsync(cancellationToken);
        return Notes;
    }

    public Task<BlockPage> FetchAsync(CancellationToken cancellationToken)
    {
        var (answer, takes, _) = _script.Peek();
        time.Advance(takes);
        return Task.FromResult(answer());
    }

    public void FetchFailed(Exception problem)
    {
        _script.Dequeue();
        Notes.Add($"failed: {problem.Message}");
    }

    public Task<PageResult> TakeAsync(BlockPage page, CancellationToken cancellationToken)
    {
        if (TakeFails is { } problem) throw problem;
        var (_, _, result) = _script.Dequeue();
        if (result != PageResult.Ended) Notes.Add($"took {page.Blocks.Count}");
        return Task.FromResult(result);
    }

    public Task RestAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        Notes.Add(string.Create(CultureInfo.InvariantCulture, $"rested {limit.TotalMilliseconds}"));
        time.Advance(limit);
        return Task.CompletedTask;
    }
}
