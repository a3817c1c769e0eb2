namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>What the node answered to one sent transaction.</summary>
/// <param name="Refusal">The node's text, or null when it took the transaction into its pool.</param>
internal readonly record struct SendAnswer(string? Refusal)
{
    public static SendAnswer Taken => new(null);
}
