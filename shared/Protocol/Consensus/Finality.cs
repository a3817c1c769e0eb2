namespace SharedSequencer.Protocol;

/// <summary>
/// Makes blocks final in order of height, each once (R18): by a Finalization of one's own rounds, or from the final
/// blocks that a peer sends to one who has fallen behind.
/// </summary>
internal sealed class Finality(
    CoreContext context, VotingRules rules, Rounds rounds, BlockTree tree, BatchPool pool, Dissemination dissemination)
{
    /// <summary>Settles the highest finalized block whose ancestors are all here.</summary>
    internal bool Advance()
    {
        if (rounds.Finalized <= rounds.Floor)
        {
            return false;
        }

        foreach (var round in rounds.All.Reverse())
        {
            if (round.Finalization is { } finalization && tree.Find(finalization.Block) is { } candidate)
            {
                var path = BlockTree.PathTo(candidate);
                for (var i = 0; i < path.Count; i++)
                {
                    List<BlockHeader> descendants = [.. path.Skip(i + 1).Select(later => later.Block.Header)];
                    Settle(path[i], finalization, descendants);
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>Takes final blocks from a peer as far as they are right; says whether any was.</summary>
    internal bool Take(IReadOnlyList<FinalizedBlock> blocks)
    {
        var before = tree.Final.Height;
        foreach (var block in blocks.Where(block => block.Header.Height > before))
        {
            if (!TryTake(block))
            {
                break;
            }
        }

        return tree.Final.Height > before;
    }

    private bool TryTake(FinalizedBlock finalized)
    {
        // The cheap questions first: a proof takes hashes and signatures.
        if (finalized.Header.Parent != tree.Final.BlockHash
            || finalized.Batches is null
            || finalized.Finality.Check(context.Genesis) != BlockFault.None)
        {
            return false;
        }

        if ((tree.Find(finalized.Block.Hash) ?? Verify(finalized)) is not { } candidate)
        {
            return false;
        }

        foreach (var batch in candidate.Batches.Where(batch => !pool.TryGet(batch.Digest, out _)))
        {
            context.Emit(new CoreEffect.PersistBatch(batch, null));
        }

        Settle(candidate, finalized.Finalization, finalized.Descendants);
        return true;
    }

    private Candidate? Verify(FinalizedBlock finalized)
    {
        // A digest does not name the ingress's signature, and what is final is kept and shown with it.
        List<Batch> batches = [.. finalized.Batches!.Select(Held)];
        return rules.Check(tree.Final, finalized.Block, IsGenuine) == BlockFault.None
            && Candidate.Verify(null, tree.Final, finalized.Block, batches, rules.Bundles, out _) is { } candidate
            && batches.All(batch => pool.TryGet(batch.Digest, out _) || batch.HasValidSignature())
                ? candidate
                : null;
    }

    private Batch Held(Batch batch) => pool.TryGet(batch.Digest, out var pooled) ? pooled.Batch : batch;

    private bool IsGenuine(Certificate certificate) => certificate.IsValid(context.Committee, context.Genesis.NetworkId);

    private void Settle(Candidate candidate, QuorumCertificate finalization, IReadOnlyList<BlockHeader> descendants)
    {
        tree.Settle(candidate, Certify(candidate, finalization), finalization);
        rounds.Raise(candidate.Block.Header.View);
        if (rounds.Current <= rounds.Floor)
        {
            rounds.Enter(rounds.Floor.Next, context.Now.Monotonic);
        }

        dissemination.Settle(candidate.Block.Certificates);
        var block = new FinalizedBlock
        {
            Block = candidate.Block,
            Finalization = finalization,
            Descendants = descendants,
            Outcomes = candidate.Expanded.Outcomes,
            Batches = candidate.Batches,
        };
        context.Emit(new CoreEffect.PersistFinal(block, candidate.Expanded, candidate.State));
        context.Emit(new CoreEffect.Deliver(block, candidate.Expanded));
    }

    /// <summary>What entitles to extend the block itself: its Finalization, or the Notarization heard of it.</summary>
    private QuorumCertificate? Certify(Candidate candidate, QuorumCertificate finalization)
    {
        if (finalization.Block == candidate.Block.Hash)
        {
            return finalization;
        }

        return rounds.Find(candidate.Block.Header.View)?.Extendable is { } known && known.Block == candidate.Block.Hash
            ? known
            : null;
    }
}
