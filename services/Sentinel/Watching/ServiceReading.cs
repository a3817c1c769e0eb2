namespace SharedSequencer.Sentinel.Watching;

/// <summary>One look at one service.</summary>
/// <param name="AppId">The service.</param>
/// <param name="State">What it answered.</param>
/// <param name="Checks">State of each of its dependencies; empty when it did not answer.</param>
/// <param name="Since">Since when it has been in this state, as far as the sentinel saw.</param>
internal sealed record ServiceReading(
    string AppId, ServiceState State, IReadOnlyDictionary<string, string> Checks, DateTimeOffset Since);
