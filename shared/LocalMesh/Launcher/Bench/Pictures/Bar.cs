namespace SharedSequencer.Launcher.Bench;

/// <summary>One bar.</summary>
/// <param name="Label">What it stands for.</param>
/// <param name="Value">How long it is.</param>
/// <param name="IsOwn">Whether it is this project's, not what it is compared with.</param>
internal sealed record Bar(string Label, double Value, bool IsOwn = true);
