namespace SharedSequencer.Following;

/// <summary>What is stored of the chain contradicts itself, the genesis or the chain; only restoring or emptying the store helps.</summary>
/// <param name="message">In which way.</param>
public sealed class StateDamagedException(string message) : Exception(message);
