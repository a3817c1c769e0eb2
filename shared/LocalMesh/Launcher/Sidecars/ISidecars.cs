using SharedSequencer.Launcher.Processes;

namespace SharedSequencer.Launcher.Sidecars;

/// <summary>The processes that are the sidecars and what they need, in the order in which they start.</summary>
internal interface ISidecars
{
    SidecarKind Kind { get; }

    /// <summary>For people: which sidecar this run uses, with its version where there is one.</summary>
    string Description { get; }

    IReadOnlyList<SidecarProcess> Processes { get; }

    /// <summary>Where the fault switches are, if this kind has any.</summary>
    Uri? Admin { get; }

    /// <summary>Writes the files that the processes read.</summary>
    Task PrepareAsync(CancellationToken cancellation);
}
