using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Traffic;

/// <summary>The final chains of all validators beside each other, block by block.</summary>
/// <param name="Heights">How many heights all of them have.</param>
/// <param name="Forks">Heights at which not all have the same block.</param>
/// <param name="Unproven">Blocks whose proof of finality does not hold, over all validators.</param>
public sealed record ChainComparison(ulong Heights, ulong Forks, ulong Unproven)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until every validator has come at least to the highest head seen now, then compares all heights
    /// from 1 on and checks every proof of finality.</summary>
    /// <exception cref="LocalMeshException">One does not come so far.</exception>
    public static async Task<ChainComparison> ReadAsync(
        IReadOnlyList<ValidatorClient> validators, Genesis genesis, TimeProvider time, CancellationToken cancellation)
    {
        var goal = await HighestAsync(validators, cancellation);
        foreach (var validator in validators)
        {
            await Waiting.UntilAsync(
                async token => (await validator.HeadAsync(token))?.Height >= goal,
                $"{validator.Endpoint.ProcessName} has height {goal}", Patience, time, cancellation);
        }

        var (forks, unproven) = (0UL, 0UL);
        for (var from = 1UL; from <= goal;)
        {
            var pages = await Task.WhenAll(validators.Select(v => v.BlocksAsync(new Height(from), cancellation)));
            var length = Math.Min((ulong)pages.Min(page => page.Count), goal - from + 1);
            if (length == 0)
                throw new LocalMeshException($"A validator gives no block at height {from} although its head is higher.");
            for (var index = 0; index < (int)length; index++)
            {
                forks += pages.Select(page => page[index].Header.Hash).Distinct().Count() > 1 ? 1UL : 0;
                unproven += (ulong)pages.Count(page => !IsProven(page[index], genesis));
            }

            from += length;
        }

        return new ChainComparison(goal, forks, unproven);
    }

    private static async Task<ulong> HighestAsync(
        IReadOnlyList<ValidatorClient> validators, CancellationToken cancellation)
    {
        var heads = await Task.WhenAll(validators.Select(validator => validator.HeadAsync(cancellation)));
        return heads.Max(head => head?.Height ?? 0);
    }

    private static bool IsProven(FinalizedBlock block, Genesis genesis) =>
        block.Finality.Check(genesis) == BlockFault.None;
}
