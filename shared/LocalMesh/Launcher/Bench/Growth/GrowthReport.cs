namespace SharedSequencer.Launcher.Bench;

/// <summary>The result of the growth benchmark.</summary>
internal sealed record GrowthReport(IReadOnlyList<GrowthSeries> Series, int Validators, string Sidecar);
