namespace SharedSequencer.Launcher.Mesh;

/// <summary>What the tokens of tye.yaml stand for that do not concern one service.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="IsNew">Whether the services of this run have never been ready together.</param>
/// <param name="Services">HTTP address of every service, by name.</param>
internal sealed record RunTokens(string Folder, bool IsNew, IReadOnlyDictionary<string, Uri> Services);
