using System.Diagnostics;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Journal;

/// <summary>
/// One accepted item of a lane: a transaction of a rollup, or on lane 0 a registry operation or what concerns bundles.
/// Kept in memory until a final block holds it. The position is given when the entry is queued for the journal.
/// </summary>
internal sealed class Entry
{
    public required Lane Lane { get; init; }

    public required Hash256 Hash { get; init; }

    public TransactionName Name => new(Lane, Hash);

    /// <summary>What kind of batch it goes into. The bytes tell, so the journal need not.</summary>
    public BatchKind Kind => !Lane.IsShared ? BatchKind.Transactions
        : BundleItems.Are(Raw.Span) ? BatchKind.Bundle : BatchKind.System;

    public required Address Sender { get; init; }

    public required ulong Nonce { get; init; }

    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>Wall clock at acceptance, in Unix milliseconds.</summary>
    public required long ReceivedMilliseconds { get; init; }

    /// <summary>Place within the lane, from 1, without gaps; 0 while held.</summary>
    public long Position { get; set; }

    /// <summary>What the receipt promises: ordered or refused by this chain time, in milliseconds.</summary>
    public ulong DeadlineMilliseconds { get; set; }

    /// <summary>When it brings a bundle, what that is found by.</summary>
    public BundleName? Bundle { get; init; }

    /// <summary>The submitter's own name for the request that brought it, durable with it.</summary>
    public KeyedBundle? Key { get; init; }

    /// <summary>What that bundle brings to rollups.</summary>
    public IReadOnlyList<LegTransaction> Legs { get; init; } = [];

    /// <summary>The request that brought it, when that request is traced.</summary>
    public ActivityContext Trace { get; init; }
}
