using Microsoft.Extensions.DependencyInjection;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Mesh;

/// <summary>Waits until blocks stand nowhere but in the journal.</summary>
internal static class RecentBlocksWaiting
{
    /// <summary>Ends when so many blocks came that this one is kept in memory no more.</summary>
    public static Task WaitUntilForgotten(this IServiceProvider services, Height height, CancellationToken cancel)
    {
        var recent = services.GetRequiredService<RecentBlocks>();
        return Eventually.HoldsAsync(
            () => recent.From(height, 1, long.MaxValue, bodies: false) is null, $"block {height} is forgotten", cancel);
    }
}
