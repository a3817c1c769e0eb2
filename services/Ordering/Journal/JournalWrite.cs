using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// Everything that becomes durable together: one round of the validator's loop, one commit.
/// </summary>
/// <param name="epoch">The epoch of bodies and acknowledgements.</param>
internal sealed class JournalWrite(Epoch epoch)
{
    private readonly Dictionary<Hash256, int> _places = [];
    private readonly List<(Batch Batch, Acknowledgement? Acknowledgement)> _batches = [];

    public Epoch Epoch { get; } = epoch;

    /// <summary>Bodies, each once, with the own acknowledgement where there is one.</summary>
    public IReadOnlyList<(Batch Batch, Acknowledgement? Acknowledgement)> Batches => _batches;

    /// <summary>Proposals, own and voted for (R19).</summary>
    public List<Proposal> Proposals { get; } = [];

    /// <summary>Own votes.</summary>
    public List<Vote> Votes { get; } = [];

    /// <summary>Certificates of views that are not final.</summary>
    public List<QuorumCertificate> Certificates { get; } = [];

    /// <summary>Blocks that have become final, ascending, with what they mean.</summary>
    public List<(FinalizedBlock Block, ExpandedBlock Expanded)> FinalBlocks { get; } = [];

    /// <summary>Proofs of misbehaviour, each with who misbehaved.</summary>
    public List<(Evidence Evidence, Address Offender)> Evidence { get; } = [];

    /// <summary>The state after the last of the final blocks, when it is time to keep one.</summary>
    public ChainState? Snapshot { get; set; }

    /// <summary>Whether the validator, whose former journal was lost, may vote again from here on.</summary>
    public bool Returns { get; set; }

    public bool IsEmpty => _batches.Count == 0 && Proposals.Count == 0 && Votes.Count == 0
        && Certificates.Count == 0 && FinalBlocks.Count == 0 && Evidence.Count == 0 && Snapshot is null && !Returns;

    /// <summary>Adds a body; one that came without the own acknowledgement may get it later.</summary>
    public void Add(Batch batch, Acknowledgement? acknowledgement)
    {
        if (_places.TryAdd(batch.Digest, _batches.Count))
        {
            _batches.Add((batch, acknowledgement));
        }
        else if (_batches[_places[batch.Digest]].Acknowledgement is null)
        {
            _batches[_places[batch.Digest]] = (batch, acknowledgement);
        }
    }
}
