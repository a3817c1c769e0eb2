using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>What is sent to the contract <c>SwapEscrow</c> (shared/contracts): inputs of transactions and calls.</summary>
public static class EscrowCalls
{
    /// <summary>Which word of the answer to <see cref="DepositOf"/> is the state.</summary>
    public const int DepositStateWord = 1;

    private const string Terms =
        "(bytes32,uint8,address,uint64,uint64,bytes32,uint64,bytes32,(uint64,address,bytes32,bytes32)[])";

    private const string Proof =
        "(uint8,(uint32,uint32,bytes32[]),(bytes,bytes[],(uint8,uint64,uint64,bytes32,(uint16,uint8,bytes32,bytes32)[])))";

    /// <summary>What a leg's terms name as their lock: the hash of token, amount and both parties.</summary>
    /// <param name="token">The token contract.</param>
    /// <param name="amount">In the token's smallest unit.</param>
    /// <param name="depositor">Who locks, and gets it back after an Abort.</param>
    /// <param name="beneficiary">Who gets it after a Commit.</param>
    public static Hash256 LockOf(Address token, UInt256 amount, Address depositor, Address beneficiary) =>
        Keccak256.Hash(new AbiTuple().Add(token).Add(amount).Add(depositor).Add(beneficiary).Encode());

    /// <summary>The prepare step: locks the sender's leg.</summary>
    public static byte[] Lock(BundleTerms terms, int leg, Address token, UInt256 amount, Address beneficiary)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return new AbiTuple().Add(Encode(terms)).Add((ulong)leg).Add(token).Add(amount).Add(beneficiary)
            .ToCall($"lock({Terms},uint256,address,uint256,address)");
    }

    /// <summary>Pays the beneficiary against a proof of Committed.</summary>
    public static byte[] Release(in Hash256 escrowId, int leg, OutcomeProof decision) =>
        Settle("release", escrowId, leg, decision);

    /// <summary>Pays the depositor back against a proof of an Abort.</summary>
    public static byte[] Refund(in Hash256 escrowId, int leg, OutcomeProof decision) =>
        Settle("refund", escrowId, leg, decision);

    /// <summary>Asks what is or was locked for a leg: five words, of which the one at <see cref="DepositStateWord"/> is a
    /// <see cref="DepositState"/>.</summary>
    public static byte[] DepositOf(in Hash256 escrowId, int leg) =>
        new AbiTuple().Add(escrowId).Add((ulong)leg).ToCall("depositOf(bytes32,uint256)");

    /// <summary>The arguments of the constructor, which follow the bytecode.</summary>
    /// <param name="verifier">Who tells decisions.</param>
    /// <param name="rollup">The rollup that the contract will be on.</param>
    public static byte[] Constructor(Address verifier, RollupId rollup) =>
        new AbiTuple().Add(verifier).Add(rollup.Value).Encode();

    private static byte[] Settle(string function, in Hash256 escrowId, int leg, OutcomeProof decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return new AbiTuple().Add(escrowId).Add((ulong)leg).Add(Encode(decision))
            .ToCall($"{function}(bytes32,uint256,{Proof})");
    }

    private static AbiTuple Encode(BundleTerms terms) => new AbiTuple()
        .Add(terms.Network.Value)
        .Add((ulong)terms.Mode)
        .Add(terms.Submitter)
        .Add(terms.NotAfter.Milliseconds)
        .Add(terms.DecisionDelay)
        .Add(terms.Replacement)
        .Add(terms.Version)
        .Add(terms.Salt)
        .AddArray(terms.Legs, static (legs, leg) => legs.Add(
            new AbiTuple().Add(leg.Rollup.Value).Add(leg.Escrow).Add(leg.Lock).Add(leg.Preconditions)));

    private static AbiTuple Encode(OutcomeProof proof) => new AbiTuple()
        .Add((ulong)proof.Outcome.Code)
        .Add(new AbiTuple()
            .Add((ulong)proof.Index)
            .Add((ulong)proof.Count)
            .AddArray(proof.Path, static (path, sibling) => path.Add(sibling)))
        .Add(new AbiTuple()
            .Add(proof.Finality.Header.Encode())
            .AddArray(proof.Finality.Descendants, static (headers, header) => headers.Add(header.Encode()))
            .Add(Encode(proof.Finality.Finalization)));

    private static AbiTuple Encode(QuorumCertificate finalization) => new AbiTuple()
        .Add((ulong)finalization.Kind)
        .Add(finalization.Epoch.Value)
        .Add(finalization.View.Value)
        .Add(finalization.Block)
        .AddArray(finalization.Votes, static (votes, vote) => votes.Add(new AbiTuple()
            .Add((ulong)vote.Validator.Value)
            .Add((ulong)vote.Signature.V)
            .Add(vote.Signature.R)
            .Add(vote.Signature.S)));
}
