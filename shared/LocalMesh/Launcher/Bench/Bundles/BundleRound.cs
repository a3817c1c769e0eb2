namespace SharedSequencer.Launcher.Bench;

/// <summary>One measurement of the rate.</summary>
/// <param name="Rate">Bundles per second, from the first byte sent until the chain has judged the last one.</param>
/// <param name="Behind">Bundles that the chain had judged then and whose saga did not know it.</param>
/// <param name="Backlog">The most events that waited to be published.</param>
/// <param name="Drain">From then until all sagas had come to their end and everything was published.</param>
/// <param name="Cpu">CPU µs per bundle by process, until then; without the rollups' nodes.</param>
internal sealed record BundleRound(
    double Rate, long Behind, long Backlog, TimeSpan Drain, IReadOnlyDictionary<string, double> Cpu);
