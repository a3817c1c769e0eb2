using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>What a verified block means for bundles. Pure.</summary>
/// <param name="Messages">To the sagas, in the order in which the block says it.</param>
/// <param name="ExpiredTerms">Escrow ids aborted because nobody brought their bundle in time: whatever bundles have these terms.</param>
/// <param name="At">The block.</param>
internal sealed record BlockNews(
    IReadOnlyList<IBundleMessage> Messages, IReadOnlyList<Hash256> ExpiredTerms, ChainMoment At)
{
    public bool IsEmpty => Messages.Count == 0 && ExpiredTerms.Count == 0;

    /// <summary>Reads a block.</summary>
    /// <param name="before">The state before it.</param>
    /// <param name="block">The block with its batches.</param>
    /// <param name="expanded">What it expanded to.</param>
    public static BlockNews Of(ChainState before, FinalizedBlock block, ExpandedBlock expanded)
    {
        var at = new ChainMoment(block.Header.Height.Value, block.Header.Timestamp.Milliseconds);
        var items = ItemsOf(block);
        var messages = new List<IBundleMessage>(ReportsIn(before, items, at));
        var expired = new List<Hash256>();
        var reading = new OutcomeReading(before, items, expanded, at);
        foreach (var outcome in expanded.Outcomes)
        {
            if (reading.Read(outcome) is { } message) messages.Add(message);
            else if (outcome.Code == OutcomeCode.AbortedExpired) expired.Add(outcome.Subject);
        }

        return new BlockNews(messages, expired, at);
    }

    private static List<BundleItem> ItemsOf(FinalizedBlock block)
    {
        var items = new List<BundleItem>();
        foreach (var batch in block.Batches ?? [])
        {
            if (batch.Header.Kind != BatchKind.Bundle) continue;
            foreach (var encoded in batch.Items)
            {
                if (BundleItem.TryDecode(encoded, out var item, out _)) items.Add(item);
            }
        }

        return items;
    }

    /// <summary>
    /// The reports that counted. They leave no outcome of their own; a report in the very block that includes its bundle cannot
    /// count, so the open bundles before the block are all that matter.
    /// </summary>
    private static IEnumerable<LegReported> ReportsIn(ChainState before, List<BundleItem> items, ChainMoment at)
    {
        var open = new Dictionary<Hash256, OpenLeg[]>();
        foreach (var report in items.OfType<BundleItem.Report>().Select(item => item.Outcome))
        {
            if (!open.TryGetValue(report.Bundle, out var legs))
                open[report.Bundle] = legs = LegsBefore(before, report.Bundle, at);
            if (!Counts(before, report, legs)) continue;
            legs[report.Leg] = legs[report.Leg] with { HasSucceeded = true };
            if (!report.Success) open[report.Bundle] = [];
            yield return new LegReported(report.Bundle, report.Leg, report.Success, at);
        }
    }

    /// <summary>None when no report can count any more.</summary>
    private static OpenLeg[] LegsBefore(ChainState before, in Hash256 bundle, ChainMoment at) =>
        before.Bundles.TryGetOpenOf(bundle, out var open) && open.Deadline.Milliseconds >= at.Ms ? [.. open.Legs] : [];

    private static bool Counts(ChainState before, OutcomeReport report, OpenLeg[] legs) =>
        report.Network == before.Genesis.NetworkId
        && report.Leg < legs.Length
        && !legs[report.Leg].HasSucceeded
        && report.RollupBlock == legs[report.Leg].RollupBlock
        && report.IsSignedBy(legs[report.Leg].Reporter);
}
