using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;

namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>Sees everything that honest validators do, the moment they do it.</summary>
internal abstract class Watcher
{
    /// <summary>A validator starts from what it found in its journal.</summary>
    public virtual void Started(HonestValidator validator, RecoveredCore recovered)
    {
    }

    public virtual void Crashed(HonestValidator validator, bool losesJournal)
    {
    }

    /// <summary>Records have become durable.</summary>
    public virtual void Journaled(HonestValidator validator, IReadOnlyList<CoreEffect> records)
    {
    }

    /// <summary>A message leaves; to everybody else when <paramref name="to"/> is null.</summary>
    public virtual void Sent(HonestValidator validator, int? to, PeerMessage message)
    {
    }

    /// <summary>An authentic message arrives.</summary>
    public virtual void Received(HonestValidator validator, int from, PeerMessage message)
    {
    }

    public virtual void Delivered(HonestValidator validator, FinalizedBlock block, ExpandedBlock expanded)
    {
    }

    public virtual void Accepted(HonestValidator validator, Hash256 digest)
    {
    }

    public virtual void Refused(HonestValidator validator, Hash256 digest, BatchRefusal refusal)
    {
    }

    public virtual void Reported(HonestValidator validator, Evidence evidence)
    {
    }

    /// <summary>The run is over.</summary>
    public virtual void Ended()
    {
    }
}
