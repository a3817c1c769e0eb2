namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>Which sidecars this run tests. Without a folder with real daprd its cases do not exist: neither passed nor skipped.</summary>
internal static class SidecarsUnderTest
{
    private const string Variable = "SEQUENCER_DAPR_DIR";

    /// <summary>The folder with daprd and placement, or null.</summary>
    public static string? DaprFolder { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    public static IReadOnlyList<SidecarKind> Kinds { get; } =
        DaprFolder is null ? [SidecarKind.StandIn] : [SidecarKind.StandIn, SidecarKind.Daprd];

    /// <summary>The line that says whether real daprd took part.</summary>
    public static string Notice => DaprFolder is null
        ? $"real daprd: not run, {Variable} names no folder (./mesh test --dapr DIR)"
        : $"real daprd: run from {DaprFolder}";
}
