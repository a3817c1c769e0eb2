namespace SharedSequencer.Ordering.Peers;

/// <summary>Another validator; section <c>Ordering:Peers:{member}</c>.</summary>
internal sealed class PeerOptions
{
    /// <summary>Where it listens, <c>https://host:port</c>.</summary>
    public string? Url { get; init; }
}
