using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Fuzzing;

/// <summary>The decoders of shared/Protocol, started from a real chain.</summary>
public static class ProtocolTargets
{
    /// <summary>One target per message that comes from outside.</summary>
    public static IReadOnlyList<FuzzTarget> All()
    {
        var rollup = new RollupId(7);
        var network = new TestNetwork(7, 8);
        var chain = new TestChain(network).Register().Order(rollup, [1, 2, 3], [4, 5], [6]).NextBlock();
        var finals = chain.Effects.OfType<CoreEffect.PersistFinal>().ToArray();
        var blocks = finals.Select(effect => effect.Block).ToArray();
        var proofs = finals.SelectMany(effect => effect.Expanded.RollupBlocks
            .Select(block => RollupBlockProof.Of(block, effect.Expanded, effect.Block))).ToArray();
        var samples = new PeerSamples();
        return
        [
            .. OfProofs(proofs, network.Genesis),
            .. OfBundles(new BundleSamples()),
            new WireTarget("batch", Encodings(blocks.SelectMany(block => block.Batches ?? []), Encode), bytes =>
                Batch.TryDecode(bytes, out var batch, out _) ? Encode(batch) : null),
            new WireTarget("operation", [network.Operation(OperationKind.Register, rollup, 1).Encode()], bytes =>
                RollupOperation.TryDecode(bytes, out var operation) ? operation.Encode() : null),
            new WireTarget("vote", Encodings(chain.Effects.OfType<CoreEffect.PersistVote>(), one => one.Vote.Encode()),
                bytes => Vote.TryDecode(bytes, out var vote) ? vote.Encode() : null),
            new WireTarget("block", Encodings(blocks, block => block.Block.Encode()), bytes =>
                Block.TryDecode(bytes, out var block) ? block.Encode() : null),
            new WireTarget("final", Encodings(blocks, block => block.Encode()), bytes =>
                FinalizedBlock.TryDecode(bytes, out var block) ? block.Encode() : null),
            new WireTarget("peer-message", [.. samples.Messages.Select(PeerMessageCodec.Encode)], bytes =>
                PeerMessageCodec.TryDecode(bytes, out var message) ? PeerMessageCodec.Encode(message) : null),
            new WireTarget("evidence", [.. samples.Evidence.Select(evidence => evidence.Encode())], bytes =>
                Evidence.TryDecode(bytes, out var evidence) ? evidence.Encode() : null),
            new WireTarget("rollup-block", Encodings(proofs, proof => proof.RollupBlock.Encode()), bytes =>
                RollupBlock.TryDecode(bytes, out var block) ? block.Encode() : null),
        ];
    }

    /// <summary>Decoders and verifiers of proofs.</summary>
    private static IEnumerable<FuzzTarget> OfProofs(RollupBlockProof[] proofs, Genesis genesis)
    {
        var whole = Encodings(proofs, proof => proof.Encode());
        var single = Encodings(proofs, proof => InclusionProof.Of(proof, 1).Encode());
        yield return new WireTarget("proof", whole, bytes =>
            RollupBlockProof.TryDecode(bytes, out var proof) ? proof.Encode() : null);
        yield return new WireTarget("inclusion", single, bytes =>
            InclusionProof.TryDecode(bytes, out var proof) ? proof.Encode() : null);
        yield return new ProofTarget(
            "verified-proof",
            whole,
            bytes => RollupBlockProof.TryDecode(bytes, out var proof) && proof.Check(genesis) == BlockFault.None,
            bytes => whole.Any(seed => seed.AsSpan().SequenceEqual(bytes)));
        yield return new ProofTarget(
            "verified-inclusion",
            single,
            bytes => InclusionProof.TryDecode(bytes, out var proof) && proof.Check(genesis) == BlockFault.None,
            bytes => InclusionProof.TryDecode(bytes, out var shown) && proofs.Any(proof =>
                proof.RollupBlock.Hash == shown.RollupBlock.Hash()
                && shown.Index < proof.RollupBlock.TransactionHashes.Count
                && proof.RollupBlock.TransactionHashes[shown.Index] == shown.Transaction));
    }

    /// <summary>Decoders of what bundles consist of, and of what is proved about them.</summary>
    private static IEnumerable<FuzzTarget> OfBundles(BundleSamples samples)
    {
        var outcomes = samples.Chain.Blocks.SelectMany(block => block.Outcomes).ToHashSet();
        var proofs = samples.Chain.Blocks.Where(block => block.Outcomes.Count > 1).Select(block => OutcomeProof.Of(block, 1).Encode())
            .ToArray();
        var attestations = samples.Items.OfType<BundleItem.Submit>().SelectMany(item => item.Attestations);
        yield return new WireTarget("bundle-item", [.. samples.Items.Select(item => item.Encode())], bytes =>
            BundleItem.TryDecode(bytes, out var item, out _) ? item.Encode() : null);
        yield return new WireTarget("bundle", [samples.Demanding.Encode(), samples.Committed.Encode()], bytes =>
            Bundle.TryDecode(bytes, out var bundle, out _) ? bundle.Encode() : null);
        yield return new WireTarget("bundle-terms", [samples.Demanding.Terms.Encode(), samples.Committed.Terms.Encode()], bytes =>
            BundleTerms.TryDecode(bytes, out var terms, out _) ? terms.Encode() : null);
        yield return new WireTarget(
            "bundle-cancel",
            Encodings(samples.Items.OfType<BundleItem.Cancel>(), item => item.Order.Encode()),
            bytes => BundleCancel.TryDecode(bytes, out var cancel, out _) ? cancel.Encode() : null);
        yield return new WireTarget("attestation", Encodings(attestations, attestation => attestation.Encode()), bytes =>
            Attestation.TryDecode(bytes, out var attestation) ? attestation.Encode() : null);
        yield return new WireTarget(
            "report",
            Encodings(samples.Items.OfType<BundleItem.Report>(), item => item.Outcome.Encode()),
            bytes => OutcomeReport.TryDecode(bytes, out var report) ? report.Encode() : null);
        yield return new WireTarget("outcome-proof", proofs, bytes =>
            OutcomeProof.TryDecode(bytes, out var proof) ? proof.Encode() : null);
        yield return new ProofTarget(
            "verified-outcome",
            proofs,
            bytes => OutcomeProof.TryDecode(bytes, out var proof) && proof.Check(samples.Network.Genesis) == BlockFault.None,
            bytes => OutcomeProof.TryDecode(bytes, out var proof) && outcomes.Contains(proof.Outcome));
    }

    private static byte[][] Encodings<T>(IEnumerable<T> messages, Func<T, byte[]> encode) =>
        [.. messages.Take(4).Select(encode)];

    /// <summary>A batch keeps the bytes it came in; this writes them anew from its fields.</summary>
    private static byte[] Encode(Batch batch)
    {
        var writer = new RlpWriter();
        writer.BeginList();
        writer.Write(batch.Header.Network.Value);
        writer.Write((ulong)batch.Header.Kind);
        writer.Write(batch.Header.Lane.Value);
        writer.Write(batch.Header.Ingress);
        writer.Write(batch.Header.Sequence);
        writer.Write(batch.Header.Predecessor);
        writer.Write(batch.Header.PredecessorNotAfter.Milliseconds);
        writer.Write(batch.Header.Created.Milliseconds);
        writer.Write(batch.Header.NotAfter.Milliseconds);
        writer.BeginList();
        foreach (var item in batch.Items)
            writer.Write(item.Span);
        writer.EndList();
        writer.Write(batch.Signature);
        writer.EndList();
        return writer.ToArray();
    }
}
