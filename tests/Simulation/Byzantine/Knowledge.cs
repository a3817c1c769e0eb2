using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>
/// What a Byzantine validator has seen: blocks, the state after each, batches, certificates. With it a lie can be as
/// right as possible in everything but what it lies about.
/// </summary>
internal sealed class Knowledge(Genesis genesis)
{
    private readonly Dictionary<Hash256, Proposal> _proposals = [];
    private readonly Dictionary<Hash256, Block> _blocks = [];
    private readonly Dictionary<Hash256, ChainState> _states = new() { [genesis.NetworkId.Value] = ChainState.AtGenesis(genesis) };
    private readonly Dictionary<Hash256, Batch> _batches = [];
    private readonly List<QuorumCertificate> _notarizations = [];

    /// <summary>Every proposal seen, oldest first.</summary>
    public IReadOnlyCollection<Proposal> Proposals => _proposals.Values;

    /// <summary>Every Notarization seen, oldest first.</summary>
    public IReadOnlyList<QuorumCertificate> Notarizations => _notarizations;

    public void See(Batch batch) => _batches[batch.Digest] = batch;

    public void See(PeerMessage message)
    {
        switch (message)
        {
            case PeerMessage.BatchBody(var batch):
                See(batch);
                break;
            case PeerMessage.Proposed(var proposal):
                _proposals.TryAdd(proposal.Block.Hash, proposal);
                _blocks.TryAdd(proposal.Block.Hash, proposal.Block);
                break;
            case PeerMessage.Decided(var certificate) when certificate.Kind == VoteKind.Notarize:
                if (_notarizations.All(known => known.View != certificate.View))
                    _notarizations.Add(certificate);
                break;
            case PeerMessage.FinalBlocks(var blocks):
                foreach (var batch in blocks.SelectMany(block => block.Batches ?? []))
                    See(batch);
                foreach (var block in blocks.Select(block => block.Block))
                    _blocks.TryAdd(block.Hash, block);
                break;
            default:
                break;
        }
    }

    /// <summary>The state after a block; null when not everything up to it is known.</summary>
    public ChainState? StateAfter(Hash256 block)
    {
        var path = new Stack<Block>();
        while (!_states.ContainsKey(block))
        {
            if (!_blocks.TryGetValue(block, out var step))
                return null;
            path.Push(step);
            block = step.Header.Parent;
        }

        var state = _states[block];
        foreach (var step in path)
        {
            if (BatchesOf(step.Certificates) is not { } batches)
                return null;
            var header = step.Header;
            state = state.After(header, Expander.Expand(state, header.Timestamp, step.Certificates, batches));
            _states.Add(header.Hash, state);
        }

        return state;
    }

    /// <summary>
    /// Signs a block of another body or time in the place of a proposal, with the roots that follow; null when what it
    /// would take is not known.
    /// </summary>
    public Proposal? Remake(
        Proposal original, IReadOnlyList<Certificate> certificates, ChainTime timestamp, ValidatorSigner signer)
    {
        var old = original.Block.Header;
        if (StateAfter(old.Parent) is not { } parent || BatchesOf(certificates) is not { } batches)
            return null;
        var expansion = Expander.Expand(parent, timestamp, certificates, batches);
        var header = old with
        {
            Height = parent.Height.Next,
            Timestamp = timestamp,
            BatchesRoot = Block.BatchesRootOf(certificates),
            RollupsRoot = expansion.RollupsRoot,
            OutcomesRoot = expansion.OutcomesRoot,
        };
        return Signed(original with { Block = new Block(header, certificates) }, signer);
    }

    public static Proposal Signed(Proposal unsigned, ValidatorSigner signer) => unsigned with
    {
        Signature = signer.Key.Sign(Block.ProposalDigest(unsigned.Block.Header)),
    };

    private List<Batch>? BatchesOf(IReadOnlyList<Certificate> certificates)
    {
        var batches = new List<Batch>(certificates.Count);
        foreach (var certificate in certificates)
        {
            if (!_batches.TryGetValue(certificate.Digest, out var batch))
                return null;
            batches.Add(batch);
        }

        return batches;
    }
}
