namespace SharedSequencer.Protocol;

/// <summary>When an input reached the core, by both of the host's clocks.</summary>
/// <param name="Wall">Wall clock; only what is signed or compared with chain time uses it.</param>
/// <param name="Monotonic">Time since some fixed moment, never going back; what timers and pacing use.</param>
public readonly record struct Instant(ChainTime Wall, TimeSpan Monotonic);
