using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>An execution bundle between inclusion and decision (R23).</summary>
/// <param name="EscrowId">What the decision will be about.</param>
/// <param name="Bundle">The bundle's id, which reports name.</param>
/// <param name="Deadline">The first block later than this decides Abort.</param>
/// <param name="Legs">One per leg of the terms, in their order.</param>
public sealed record OpenBundle(Hash256 EscrowId, Hash256 Bundle, ChainTime Deadline, IReadOnlyList<OpenLeg> Legs)
{
    /// <summary>Whether every leg was reported as a success.</summary>
    public bool IsComplete => Legs.All(leg => leg.HasSucceeded);

    /// <summary>The same bundle after a leg's success.</summary>
    internal OpenBundle WithSuccessOf(byte leg) =>
        this with { Legs = [.. Legs.Select((one, place) => place == leg ? one with { HasSucceeded = true } : one)] };

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(EscrowId);
        writer.Write(Bundle);
        writer.Write(Deadline.Milliseconds);
        writer.BeginList();
        foreach (var leg in Legs)
        {
            writer.BeginList();
            writer.Write(leg.Rollup.Value);
            writer.Write(leg.Reporter);
            writer.Write(leg.RollupBlock);
            writer.Write(leg.HasSucceeded ? 1UL : 0UL);
            writer.EndList();
        }

        writer.EndList();
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out OpenBundle? open)
    {
        open = null;
        if (!reader.TryReadList(out var fields)
            || !fields.TryReadHash(out var escrowId)
            || !fields.TryReadHash(out var bundle)
            || !fields.TryReadUInt64(out var deadline)
            || !TryReadLegs(ref fields, out var legs)
            || !fields.AtEnd)
        {
            return false;
        }

        open = new OpenBundle(escrowId, bundle, new ChainTime(deadline), legs);
        return true;
    }

    private static bool TryReadLegs(ref RlpReader fields, out List<OpenLeg> legs)
    {
        legs = [];
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            if (legs.Count == ProtocolDefaults.MaxBundleLegs
                || !list.TryReadList(out var leg)
                || !leg.TryReadUInt64(out var rollup)
                || !leg.TryReadAddress(out var reporter)
                || !leg.TryReadHash(out var rollupBlock)
                || !leg.TryReadUInt64(out var succeeded)
                || succeeded > 1
                || !leg.AtEnd)
            {
                return false;
            }

            legs.Add(new OpenLeg(new RollupId(rollup), reporter, rollupBlock, succeeded == 1));
        }

        return true;
    }
}
