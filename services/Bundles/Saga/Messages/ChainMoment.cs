namespace SharedSequencer.Bundles.Saga.Messages;

/// <summary>Where the chain stood when something was seen.</summary>
/// <param name="Height">Height of the newest block.</param>
/// <param name="Ms">Its chain time in milliseconds.</param>
internal readonly record struct ChainMoment(ulong Height, ulong Ms);
