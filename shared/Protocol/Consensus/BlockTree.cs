using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>The final chain's end and the checked blocks above it. Branches coexist until one is final (R9).</summary>
internal sealed class BlockTree(ChainState final, QuorumCertificate? certificate)
{
    private readonly Dictionary<Hash256, Candidate> _candidates = [];

    /// <summary>The state after the last final block.</summary>
    internal ChainState Final { get; private set; } = final;

    /// <summary>What entitles to extend the last final block; null at the genesis, or while only a later block's is known.</summary>
    internal QuorumCertificate? FinalCertificate { get; private set; } =
        certificate?.Block == final.BlockHash ? certificate : null;

    /// <summary>The Finalization that made the last final block final: its own, or a later block's; null at the genesis.</summary>
    internal QuorumCertificate? Finalization { get; private set; } = certificate;

    internal void Add(Candidate candidate) => _candidates.TryAdd(candidate.Block.Hash, candidate);

    internal Candidate? Find(in Hash256 block) => _candidates.GetValueOrDefault(block);

    /// <summary>The state after a block, when it is known.</summary>
    internal bool TryStateAfter(in Hash256 block, out Candidate? candidate, [NotNullWhen(true)] out ChainState? state)
    {
        candidate = Find(block);
        state = candidate?.State ?? (block == Final.BlockHash ? Final : null);
        return state is not null;
    }

    /// <summary>The blocks from the final chain's end to a candidate, lowest first.</summary>
    internal static IReadOnlyList<Candidate> PathTo(Candidate candidate)
    {
        var path = new List<Candidate>();
        for (var step = candidate; step is not null; step = step.Parent)
        {
            path.Add(step);
        }

        path.Reverse();
        return path;
    }

    /// <summary>Makes the next block final and forgets every branch that does not descend from it.</summary>
    internal void Settle(Candidate next, QuorumCertificate? certificate, QuorumCertificate finalization)
    {
        Final = next.State;
        Finalization = finalization;
        FinalCertificate = certificate;
        Final.Window.Settle();
        foreach (var candidate in _candidates.Values.ToList())
        {
            if (candidate == next || !Descends(candidate, next))
            {
                _candidates.Remove(candidate.Block.Hash);
            }
        }

        foreach (var child in _candidates.Values.Where(candidate => candidate.Parent == next))
        {
            child.Detach();
        }
    }

    private static bool Descends(Candidate candidate, Candidate ancestor)
    {
        for (var step = candidate.Parent; step is not null; step = step.Parent)
        {
            if (step == ancestor)
            {
                return true;
            }
        }

        return false;
    }
}
