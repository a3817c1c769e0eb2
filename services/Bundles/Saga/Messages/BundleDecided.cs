using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Saga.Messages;

/// <summary>A block decided about an execution bundle's escrow id.</summary>
internal sealed record BundleDecided(Hash256 Bundle, OutcomeCode Code, ChainMoment At) : IBundleMessage
{
    public string Key => $"decided at {At.Height}";

    public bool IsCommitted => Code == OutcomeCode.Committed;
}
