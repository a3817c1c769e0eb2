namespace SharedSequencer.Launcher.Doctor;

/// <summary>One thing that the mesh needs or can use.</summary>
/// <param name="Name">What it is.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="Detail">Where it was found, or what works without it.</param>
/// <param name="Remedy">How to get it; empty when it is there.</param>
internal sealed record Finding(string Name, FindingState State, string Detail, string Remedy);
