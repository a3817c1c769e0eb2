using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client.Tests;

/// <summary>What a dishonest publisher could try.</summary>
internal static class Tampering
{
    /// <summary>Another transaction in the first place; the rollup block is consistent in itself.</summary>
    public static RollupBlockProof AlterTransaction(RollupBlockProof proof)
    {
        var header = proof.RollupBlock.Header;
        List<ReadOnlyMemory<byte>> transactions =
            [SampleNetwork.Transaction(901, 1_000_000), .. proof.RollupBlock.Transactions.Skip(1)];
        var root = RollupBlock.TransactionsRootOf(
            [.. transactions.Select(transaction => Keccak256.Hash(transaction.Span))]);
        var writer = new RlpWriter();
        writer.BeginList();
        writer.BeginList();
        writer.Write(header.Rollup.Value);
        writer.Write(header.Number);
        writer.Write(header.Parent);
        writer.Write(header.Height.Value);
        writer.Write(header.Timestamp.Milliseconds);
        writer.Write((ulong)transactions.Count);
        writer.Write(root);
        writer.EndList();
        writer.BeginList();
        foreach (var transaction in transactions)
        {
            writer.Write(transaction.Span);
        }

        writer.EndList();
        writer.EndList();
        Assert.True(RollupBlock.TryDecode(writer.ToArray(), out var altered));
        return proof with { RollupBlock = altered };
    }

    /// <summary>
    /// The quorum's Notarization of the very block, rightly signed, in place of the Finalization.
    /// </summary>
    public static RollupBlockProof OnlyNotarized(RollupBlockProof proof, SampleNetwork network) =>
        Certified(proof, network, VoteKind.Notarize, network.Validator);

    /// <summary>A Finalization signed with a key that is not the validator's.</summary>
    public static RollupBlockProof SignedByStranger(RollupBlockProof proof, SampleNetwork network) =>
        Certified(proof, network, VoteKind.Finalize, SampleNetwork.Key("stranger", 1));

    private static RollupBlockProof Certified(
        RollupBlockProof proof, SampleNetwork network, VoteKind kind, PrivateKey key)
    {
        var signer = new ValidatorSigner(proof.Header.Epoch, default, key);
        var vote = Vote.Sign(kind, network.Genesis.NetworkId, proof.Header.View, proof.Header.Hash, signer);
        var certificate = proof.Finality.Finalization with
        {
            Kind = kind,
            Votes = [new VoteSignature(vote.Validator, vote.Signature)],
        };
        return proof with { Finality = proof.Finality with { Finalization = certificate, Descendants = [] } };
    }
}
