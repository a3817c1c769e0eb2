namespace SharedSequencer.Bundles.Chain;

/// <summary>What is stored of the chain contradicts itself, the genesis or the chain; only emptying the database helps.</summary>
internal sealed class StateDamagedException(string message) : Exception(message);
