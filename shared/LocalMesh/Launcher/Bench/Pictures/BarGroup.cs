namespace SharedSequencer.Launcher.Bench;

/// <summary>Bars that are compared with each other.</summary>
/// <param name="Title">What is shown, with its unit.</param>
/// <param name="Bars">From top to bottom.</param>
internal sealed record BarGroup(string Title, IReadOnlyList<Bar> Bars);
