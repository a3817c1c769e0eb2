namespace SharedSequencer.StandIn.Http;

/// <summary>Where an app listens, and the token it expects from its sidecar.</summary>
internal sealed record AppEndpoint(int Port, string? Token);
