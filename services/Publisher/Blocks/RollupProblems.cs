using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Blocks;

/// <summary>The error answers that several routes share.</summary>
internal static class RollupProblems
{
    public static ProblemHttpResult Unknown(ulong id) =>
        Problem.NotFound("unknown-rollup", $"No rollup {id} is registered.");

    public static ProblemHttpResult NoBlock(ulong id, ulong number) =>
        Problem.NotFound("unknown-block", $"Rollup {id} has no block {number} yet.");
}
