using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Chain;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Executions;

/// <summary>
/// Keeps nodes' reports of rollup blocks until the sagas are told of them: the broker gives up on who is not ready for long,
/// and the sagas may have much to do.
/// </summary>
internal sealed class ExecutionReports(
    IDbContextFactory<BundlesContext> contexts, FollowedChain chain, ExecutionTelling telling)
{
    /// <summary>A node may be faster than the follower here, by about this much at most.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>False when the rollup block is not known here yet: the report must come again. Taking it twice does no harm.</summary>
    public async Task<bool> TryTakeAsync(RollupExecuted report, CancellationToken cancellationToken)
    {
        if (!await chain.WaitForAsync(new RollupId(report.RollupId), report.Number, LongestWait, cancellationToken)) return false;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Executions.Add(new ExecutionRow
        {
            RollupId = StoredNumber.Of(report.RollupId),
            Number = StoredNumber.Of(report.Number),
            Payload = JsonSerializer.SerializeToUtf8Bytes(report, MeshJson.Options),
        });
        await context.SaveChangesAsync(cancellationToken);
        telling.Hint();
        return true;
    }
}
