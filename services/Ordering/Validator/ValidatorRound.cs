using SharedSequencer.Ordering.Journal;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Validator;

/// <summary>
/// The effects of one round, parted as R19 wants it: what must be durable, for one commit, and what may leave
/// only after that, in order. Records that may wait need no commit of their own: they go first in the next one.
/// </summary>
internal sealed class ValidatorRound
{
    /// <summary>
    /// How many records may wait. More would make a restart replay much, where nothing else is journaled for long.
    /// </summary>
    public const int MostWaiting = 16;

    private readonly List<CoreEffect> _effects = [];
    private readonly List<CoreEffect> _waiting = [];

    /// <summary>Takes the core's effects.</summary>
    public ICollection<CoreEffect> Effects => _effects;

    /// <summary>Batches that become durable with this round and that this validator acknowledges.</summary>
    public IEnumerable<(Batch Batch, Acknowledgement Own)> Batches => _effects.OfType<CoreEffect.PersistBatch>()
        .Where(effect => effect.Acknowledgement is not null).Select(effect => (effect.Batch, effect.Acknowledgement!));

    /// <summary>States after the blocks that become final with this round, by height.</summary>
    public IReadOnlyDictionary<Height, ChainState> States => _effects.OfType<CoreEffect.PersistFinal>()
        .ToDictionary(effect => effect.State.Height, effect => effect.State);

    /// <summary>What may run once <see cref="ToPersist"/> is durable.</summary>
    public IEnumerable<CoreEffect> ToRun => _effects.Where(effect => !effect.MustPersist);

    public void Clear() => _effects.Clear();

    /// <summary>What must be durable first; nothing when all there is may wait.</summary>
    /// <param name="genesis">The network, with the committee of the epoch the validator is in.</param>
    /// <param name="snapshotEvery">A state is kept at each multiple of this height.</param>
    public JournalWrite ToPersist(Genesis genesis, int snapshotEvery)
    {
        var write = new JournalWrite(genesis.Committee.Epoch);
        _waiting.AddRange(_effects.Where(effect => effect.MustPersist));
        var mustCommit = _waiting.Count > MostWaiting
            || _waiting.Exists(effect => !effect.MayWait)
            || _effects.Exists(effect => effect is CoreEffect.ReportEvidence);
        if (!mustCommit)
        {
            return write;
        }

        foreach (var effect in _waiting)
        {
            Add(write, effect, (ulong)snapshotEvery);
        }

        _waiting.Clear();

        write.Evidence.AddRange(_effects.OfType<CoreEffect.ReportEvidence>()
            .Select(report => (report.Evidence, report.Evidence.OffenderOf(genesis))));

        return write;
    }

    private static void Add(JournalWrite write, CoreEffect effect, ulong snapshotEvery)
    {
        switch (effect)
        {
            case CoreEffect.PersistBatch batch:
                write.Add(batch.Batch, batch.Acknowledgement);
                break;
            case CoreEffect.PersistProposal proposal:
                write.Proposals.Add(proposal.Proposal);
                break;
            case CoreEffect.PersistVote vote:
                write.Votes.Add(vote.Vote);
                break;
            case CoreEffect.PersistCertificate certificate:
                write.Certificates.Add(certificate.Certificate);
                break;
            case CoreEffect.PersistReturn:
                write.Returns = true;
                break;
            case CoreEffect.PersistFinal final:
                write.FinalBlocks.Add((final.Block, final.Expanded));
                write.Snapshot = final.State.Height.Value % snapshotEvery == 0 ? final.State : write.Snapshot;
                break;
            default:
                throw new InvalidOperationException(
                    $"No journal record is known for {effect.GetType().Name}.");
        }
    }
}
