using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scheduling;

namespace SharedSequencer.Simulation.Tests.Nodes;

/// <summary>
/// What a validator has on disk. A commit takes time; a crash meanwhile leaves a drawn beginning of what was being
/// written, without the record that was torn.
/// </summary>
internal sealed class Journal(Genesis genesis, BundleLaw law)
{
    private readonly List<FinalizedBlock> _finals = [];
    private readonly List<Vote> _votes = [];
    private readonly List<Proposal> _proposals = [];
    private readonly List<QuorumCertificate> _certificates = [];
    private readonly Dictionary<Hash256, int> _places = [];
    private readonly List<(Batch Batch, Acknowledgement? Own)> _batches = [];
    private IReadOnlyList<CoreEffect> _inFlight = [];
    private bool _lost;
    private ulong _lives;

    /// <summary>The durable final blocks from height 1.</summary>
    public IReadOnlyList<FinalizedBlock> Finals => _finals;

    public void Write(IReadOnlyList<CoreEffect> records) => _inFlight = records;

    /// <summary>Ends the commit; gives what is durable now.</summary>
    public IReadOnlyList<CoreEffect> Commit() => Keep(_inFlight.Count);

    /// <summary>The process dies; gives what of a commit under way is durable all the same.</summary>
    public IReadOnlyList<CoreEffect> Crash(Chance chance) => Keep(chance.Below(_inFlight.Count + 1));

    /// <summary>The database is lost; the keys are not.</summary>
    public void Lose()
    {
        _finals.Clear();
        _votes.Clear();
        _proposals.Clear();
        _certificates.Clear();
        _places.Clear();
        _batches.Clear();
        _inFlight = [];
        _lost = true;
    }

    /// <summary>What a host gives to the core at its start: a state that went through its stored form, and what is above it.</summary>
    public RecoveredCore Recover()
    {
        var follower = new ChainFollower(ChainState.AtGenesis(genesis), law);
        var placed = new List<PlacedInBlock>();
        foreach (var block in _finals)
        {
            if (!follower.TryApply(block, out var expanded, out var fault))
                throw new InvalidOperationException($"The journaled block {block.Header.Height} is refused: {fault}.");
            placed.Add(expanded.Placed());
        }

        if (!ChainState.TryRestore(genesis, follower.State.EncodeSnapshot(), placed, out var final))
            throw new InvalidOperationException("What a snapshot of the state holds is no state.");
        return new RecoveredCore
        {
            Final = final,
            Finalization = _finals.Count == 0 ? null : _finals[^1].Finalization,
            Votes = [.. _votes.Where(vote => vote.View > final.View)],
            Proposals = [.. _proposals.Where(proposal => proposal.View > final.View)],
            Certificates = [.. _certificates.Where(certificate => certificate.View > final.View)],
            Batches = [.. _batches.Where(held =>
                held.Batch.Header.Sequence > final.PositionOf(IngressLane.Of(held.Batch.Header)).Sequence)],
            JournalLost = _lost,
            Life = ++_lives,
        };
    }

    private List<CoreEffect> Keep(int count)
    {
        var kept = _inFlight.Take(count).ToList();
        _inFlight = [];
        kept.ForEach(Store);
        return kept;
    }

    private void Store(CoreEffect record)
    {
        switch (record)
        {
            case CoreEffect.PersistBatch(var batch, var own):
                Store(batch, own);
                break;
            case CoreEffect.PersistProposal(var proposal):
                _proposals.Add(proposal);
                break;
            case CoreEffect.PersistVote(var vote):
                _votes.Add(vote);
                break;
            case CoreEffect.PersistCertificate(var certificate):
                _certificates.Add(certificate);
                break;
            case CoreEffect.PersistFinal final:
                _finals.Add(final.Block);
                break;
            case CoreEffect.PersistReturn:
                _lost = false;
                break;
            default:
                throw new InvalidOperationException($"No journal holds {record.GetType().Name}.");
        }
    }

    // Insert if absent; a body that was journaled for a block may be acknowledged later.
    private void Store(Batch batch, Acknowledgement? own)
    {
        if (_places.TryAdd(batch.Digest, _batches.Count))
            _batches.Add((batch, own));
        else if (_batches[_places[batch.Digest]].Own is null)
            _batches[_places[batch.Digest]] = (batch, own);
    }
}
