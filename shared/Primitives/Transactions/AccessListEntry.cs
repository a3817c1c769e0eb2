namespace SharedSequencer.Primitives;

/// <summary>An account and the storage slots that a transaction announces to touch (EIP-2930).</summary>
/// <param name="Address">The account.</param>
/// <param name="StorageKeys">Its slots, in the order written; repeats are allowed.</param>
public sealed record AccessListEntry(Address Address, IReadOnlyList<Hash256> StorageKeys);
