namespace SharedSequencer.StandIn.Handshake;

/// <summary>What an app said about one actor type: idle timeout and what happens to running turns in a rebalance.</summary>
internal sealed record ActorSettings(TimeSpan IdleTimeout, TimeSpan DrainTimeout, bool DrainRebalanced)
{
    /// <summary>daprd's values for settings the app leaves out.</summary>
    public static readonly ActorSettings Default = new(TimeSpan.FromMinutes(60), TimeSpan.FromSeconds(2), true);
}
