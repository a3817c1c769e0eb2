using SharedSequencer.Launcher.Processes;

namespace SharedSequencer.Launcher.Sidecars;

/// <summary>A process of the sidecar layer.</summary>
/// <param name="Spec">How it is started.</param>
/// <param name="ReadyPort">It has started when this port takes connections.</param>
internal sealed record SidecarProcess(ProcessSpec Spec, int ReadyPort);
