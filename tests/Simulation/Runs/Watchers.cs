using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;

namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>Passes everything on to many.</summary>
internal sealed class Watchers(IReadOnlyList<Watcher> all) : Watcher
{
    public override void Started(HonestValidator validator, RecoveredCore recovered)
    {
        foreach (var watcher in all)
            watcher.Started(validator, recovered);
    }

    public override void Crashed(HonestValidator validator, bool losesJournal)
    {
        foreach (var watcher in all)
            watcher.Crashed(validator, losesJournal);
    }

    public override void Journaled(HonestValidator validator, IReadOnlyList<CoreEffect> records)
    {
        foreach (var watcher in all)
            watcher.Journaled(validator, records);
    }

    public override void Sent(HonestValidator validator, int? to, PeerMessage message)
    {
        foreach (var watcher in all)
            watcher.Sent(validator, to, message);
    }

    public override void Received(HonestValidator validator, int from, PeerMessage message)
    {
        foreach (var watcher in all)
            watcher.Received(validator, from, message);
    }

    public override void Delivered(HonestValidator validator, FinalizedBlock block, ExpandedBlock expanded)
    {
        foreach (var watcher in all)
            watcher.Delivered(validator, block, expanded);
    }

    public override void Accepted(HonestValidator validator, Hash256 digest)
    {
        foreach (var watcher in all)
            watcher.Accepted(validator, digest);
    }

    public override void Refused(HonestValidator validator, Hash256 digest, BatchRefusal refusal)
    {
        foreach (var watcher in all)
            watcher.Refused(validator, digest, refusal);
    }

    public override void Reported(HonestValidator validator, Evidence evidence)
    {
        foreach (var watcher in all)
            watcher.Reported(validator, evidence);
    }

    public override void Ended()
    {
        foreach (var watcher in all)
            watcher.Ended();
    }
}
