namespace SharedSequencer.StandIn.State;

/// <summary>One operation of an actor's state transaction; a null value deletes the key.</summary>
internal readonly record struct StateChange(string Key, byte[]? Value);
