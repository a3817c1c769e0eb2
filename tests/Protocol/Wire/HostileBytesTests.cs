using CsCheck;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Wire;

/// <summary>Every decoder that sees outside bytes, fed with broken encodings: it answers, it never throws, and what it
/// accepts re-encodes to the same bytes.</summary>
public sealed class HostileBytesTests
{
    private static readonly TestNetwork Network = new(1);
    private static readonly TestChain Chain = new TestChain(Network).Register().Order(new RollupId(1), [1], [2], [3]);

    private static readonly PeerSamples Samples = new();

    private static readonly BundleSamples Bundles = new();

    public static TheoryData<string> Decoders =>
        
    [
        "batch", "block", "final block", "vote", "operation", "proof", "inclusion", "rollup block", "proposal", "evidence", "identity",
        "bundle", "terms", "cancel", "attestation", "report", "outcome",
        .. Bundles.Items.Select(item => item.GetType().Name).Distinct(),
        .. Samples.Messages.Select(message => message.GetType().Name),
    ];

    [Theory]
    [MemberData(nameof(Decoders))]
    public void A_decoder_never_throws_and_accepts_only_the_canonical_form(string decoder)
    {
        var original = Example(decoder);
        Assert.Equal(original, Reencode(decoder, original));
        var kind = Gen.OneOf(Gen.Const("set"), Gen.Const("cut"), Gen.Const("insert"), Gen.Const("double"));
        var edit = Gen.Select(Gen.Int[0, original.Length - 1], Gen.Byte, kind);

        edit.Array[1, 4].Sample(
            edits =>
            {
                var bytes = edits.Aggregate(original, Apply);
                var again = Reencode(decoder, bytes);
                return again is null || again.AsSpan().SequenceEqual(bytes);
            },
            iter: 20_000);
    }

    private static byte[] Apply(byte[] bytes, (int Position, byte Value, string Kind) edit)
    {
        var position = Math.Min(edit.Position, Math.Max(0, bytes.Length - 1));
        return edit.Kind switch
        {
            _ when bytes.Length == 0 => [edit.Value],
            "set" => [.. bytes[..position], edit.Value, .. bytes[(position + 1)..]],
            "cut" => bytes[..position],
            "insert" => [.. bytes[..position], edit.Value, .. bytes[position..]],
            _ => [.. bytes, .. bytes[position..]],
        };
    }

    private static byte[] Example(string decoder)
    {
        var delivered = Chain.Effects.OfType<CoreEffect.Deliver>().Last();
        var block = delivered.Expanded.RollupBlocks[0];
        var proof = RollupBlockProof.Of(block, delivered.Expanded, delivered.Block);
        return decoder switch
        {
            "batch" => delivered.Block.Batches![0].Encoded.ToArray(),
            "block" => delivered.Block.Block.Encode(),
            "final block" => delivered.Block.Encode(),
            "vote" => Chain.Effects.OfType<CoreEffect.PersistVote>().First().Vote.Encode(),
            "operation" => Network.Operation(OperationKind.Register, new RollupId(1), 1).Encode(),
            "proof" => proof.Encode(),
            "inclusion" => InclusionProof.Of(proof, 1).Encode(),
            "rollup block" => block.Encode(),
            "proposal" => Samples.Of<PeerMessage.Proposed>().Proposal.Encode(),
            "evidence" => Samples.Evidence[0].Encode(),
            "identity" => PeerIdentity.Sign([1], Network.Genesis.NetworkId, Network.Signer).Encode(),
            "bundle" => Bundles.Demanding.Encode(),
            "terms" => Bundles.Committed.Terms.Encode(),
            "cancel" => Bundles.Items.OfType<BundleItem.Cancel>().First().Order.Encode(),
            "attestation" => Bundles.Items.OfType<BundleItem.Submit>().First().Attestations[0].Encode(),
            "report" => Bundles.Items.OfType<BundleItem.Report>().First().Outcome.Encode(),
            "outcome" => OutcomeProof.Of(Bundles.Chain.Blocks.First(one => one.Outcomes.Count > 2), 1).Encode(),
            _ when Bundles.Items.FirstOrDefault(item => item.GetType().Name == decoder) is { } item => item.Encode(),
            _ => PeerMessageCodec.Encode(Samples.Messages.Single(message => message.GetType().Name == decoder)),
        };
    }

    private static byte[]? Reencode(string decoder, byte[] bytes) => decoder switch
    {
        "batch" => Batch.TryDecode(bytes, out var batch, out _) ? batch.Encoded.ToArray() : null,
        "block" => Block.TryDecode(bytes, out var block) ? block.Encode() : null,
        "final block" => FinalizedBlock.TryDecode(bytes, out var final) ? final.Encode() : null,
        "vote" => Vote.TryDecode(bytes, out var vote) ? vote.Encode() : null,
        "operation" => RollupOperation.TryDecode(bytes, out var operation) ? operation.Encode() : null,
        "proof" => RollupBlockProof.TryDecode(bytes, out var proof) ? proof.Encode() : null,
        "inclusion" => InclusionProof.TryDecode(bytes, out var inclusion) ? inclusion.Encode() : null,
        "rollup block" => RollupBlock.TryDecode(bytes, out var rollupBlock) ? rollupBlock.Encode() : null,
        "proposal" => Proposal.TryDecode(bytes, out var proposal) ? proposal.Encode() : null,
        "identity" => PeerIdentity.TryDecode(bytes, out var identity) ? identity.Encode() : null,
        "evidence" => Evidence.TryDecode(bytes, out var evidence) ? evidence.Encode() : null,
        "bundle" => Bundle.TryDecode(bytes, out var bundle, out _) ? bundle.Encode() : null,
        "terms" => BundleTerms.TryDecode(bytes, out var terms, out _) ? terms.Encode() : null,
        "cancel" => BundleCancel.TryDecode(bytes, out var cancel, out _) ? cancel.Encode() : null,
        "attestation" => Attestation.TryDecode(bytes, out var attestation) ? attestation.Encode() : null,
        "report" => OutcomeReport.TryDecode(bytes, out var report) ? report.Encode() : null,
        "outcome" => OutcomeProof.TryDecode(bytes, out var outcome) ? outcome.Encode() : null,
        "Submit" or "Cancel" or "Report" or "Expire" => BundleItem.TryDecode(bytes, out var item, out _) ? item.Encode() : null,
        _ => PeerMessageCodec.TryDecode(bytes, out var message) ? PeerMessageCodec.Encode(message) : null,
    };
}
