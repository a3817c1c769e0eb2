// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {CommitteeVerifier} from "../../src/CommitteeVerifier.sol";
import {BlockHeader} from "../../src/protocol/BlockHeader.sol";
import {
    FinalityProof,
    OutcomeProof,
    QuorumCertificate,
    VoteKind,
    VoteSignature
} from "../../src/protocol/FinalityProof.sol";
import {OutcomeKind} from "../../src/protocol/Outcome.sol";

import {Rlp} from "./Rlp.sol";
import {Test} from "./Test.sol";
import {Trees} from "./Trees.sol";

/// @title A committee with known keys, and whatever its members sign
abstract contract NetworkTest is Test {
    bytes32 internal constant NETWORK = keccak256("a network");
    uint64 internal constant EPOCH = 3;
    uint64 internal constant VIEW = 4711;

    CommitteeVerifier internal verifier;

    function _key(uint256 seat) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode("validator", seat)));
    }

    function _committee(uint64[] memory weights) internal returns (CommitteeVerifier) {
        CommitteeVerifier.Member[] memory members = new CommitteeVerifier.Member[](weights.length);
        for (uint256 seat = 0; seat < weights.length; seat++) {
            members[seat] = CommitteeVerifier.Member({account: vm.addr(_key(seat)), weight: weights[seat]});
        }

        return new CommitteeVerifier(NETWORK, EPOCH, members);
    }

    function _equals(uint256 count) internal pure returns (uint64[] memory weights) {
        weights = new uint64[](count);
        for (uint256 i = 0; i < count; i++) {
            weights[i] = 1;
        }
    }

    /// @dev The first seats of the committee.
    function _seats(uint256 count) internal pure returns (uint16[] memory seats) {
        seats = new uint16[](count);
        for (uint256 i = 0; i < count; i++) {
            seats[i] = uint16(i);
        }
    }

    function _header(bytes32 outcomesRoot) internal pure returns (BlockHeader memory) {
        return BlockHeader({
            network: NETWORK,
            epoch: EPOCH,
            height: 1000,
            viewNumber: VIEW,
            parent: keccak256("parent"),
            timestamp: 1_800_000_000_000,
            leader: 2,
            batchesRoot: keccak256("batches"),
            rollupsRoot: keccak256("rollups"),
            outcomesRoot: outcomesRoot
        });
    }

    function _child(BlockHeader memory parent) internal pure returns (BlockHeader memory child) {
        child = _header(keccak256("nothing of interest"));
        child.parent = _hash(parent);
        child.height = parent.height + 1;
        child.viewNumber = parent.viewNumber + 2;
    }

    function _descendants(BlockHeader memory header, uint256 count)
        internal
        pure
        returns (BlockHeader[] memory descendants)
    {
        descendants = new BlockHeader[](count);
        for (uint256 i = 0; i < count; i++) {
            descendants[i] = _child(i == 0 ? header : descendants[i - 1]);
        }
    }

    function _hash(BlockHeader memory header) internal pure returns (bytes32) {
        return keccak256(Rlp.encode(header));
    }

    /// @dev What the protocol's EIP-712 type string says, spelled out.
    function _voteDigest(bytes32 network, uint64 epoch, uint8 kind, uint64 viewNumber, bytes32 hash)
        internal
        pure
        returns (bytes32)
    {
        bytes32 separator = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version)"), keccak256("SharedSequencer"), keccak256("1")
            )
        );
        bytes32 typeHash = keccak256("Vote(bytes32 network,uint64 epoch,uint8 kind,uint64 view,bytes32 block)");
        bytes32 vote = keccak256(abi.encode(typeHash, network, epoch, kind, viewNumber, hash));
        return keccak256(bytes.concat(hex"1901", separator, vote));
    }

    function _vote(uint16 seat, bytes32 digest) internal pure returns (VoteSignature memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_key(seat), digest);
        return VoteSignature({validator: seat, v: v, r: r, s: s});
    }

    function _certificate(uint8 kind, BlockHeader memory header, uint16[] memory seats)
        internal
        pure
        returns (QuorumCertificate memory certificate)
    {
        bytes32 hash = _hash(header);
        bytes32 digest = _voteDigest(header.network, header.epoch, kind, header.viewNumber, hash);
        VoteSignature[] memory votes = new VoteSignature[](seats.length);
        for (uint256 i = 0; i < seats.length; i++) {
            votes[i] = _vote(seats[i], digest);
        }

        return QuorumCertificate({
            kind: kind, epoch: header.epoch, viewNumber: header.viewNumber, blockHash: hash, votes: votes
        });
    }

    function _finalized(BlockHeader memory header, uint16[] memory seats) internal pure returns (FinalityProof memory) {
        return FinalityProof({
            header: Rlp.encode(header),
            descendants: new bytes[](0),
            finalization: _certificate(VoteKind.FINALIZE, header, seats)
        });
    }

    function _finalized(BlockHeader memory header, BlockHeader[] memory descendants, uint16[] memory seats)
        internal
        pure
        returns (FinalityProof memory proof)
    {
        proof = _finalized(descendants[descendants.length - 1], seats);
        proof.header = Rlp.encode(header);
        proof.descendants = new bytes[](descendants.length);
        for (uint256 i = 0; i < descendants.length; i++) {
            proof.descendants[i] = Rlp.encode(descendants[i]);
        }
    }

    /// @dev RLP [kind, lane 0, subject, code] behind the prefix of a leaf.
    function _leaf(uint8 kind, bytes32 subject, uint8 code) internal pure returns (bytes32) {
        return
            keccak256(bytes.concat(hex"00e4", Rlp.integer(kind), Rlp.integer(0), hex"a0", subject, Rlp.integer(code)));
    }

    /// @dev Leaves of a block in which the given one stands at place 3 of 5.
    function _leaves(bytes32 leaf) internal pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](5);
        for (uint256 i = 0; i < leaves.length; i++) {
            leaves[i] = i == 3 ? leaf : _leaf(OutcomeKind.BUNDLE, keccak256(abi.encode(i)), 11);
        }
    }

    function _outcome(uint8 kind, bytes32 subject, uint8 code, uint16[] memory seats)
        internal
        pure
        returns (OutcomeProof memory)
    {
        bytes32[] memory leaves = _leaves(_leaf(kind, subject, code));
        return OutcomeProof({
            code: code, path: Trees.prove(leaves, 3), finality: _finalized(_header(Trees.root(leaves)), seats)
        });
    }

    /// @dev The decision on an escrow id, made final by the first three seats.
    function _decision(bytes32 escrowId, uint8 code) internal pure returns (OutcomeProof memory) {
        return _outcome(OutcomeKind.DECISION, escrowId, code, _seats(3));
    }
}
