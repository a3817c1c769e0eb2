// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {IDecisionVerifier} from "./IDecisionVerifier.sol";
import {BlockHeader, BlockHeaders} from "./protocol/BlockHeader.sol";
import {FinalityProof, OutcomeProof, QuorumCertificate, VoteKind, VoteSignature} from "./protocol/FinalityProof.sol";
import {MerkleTree} from "./protocol/MerkleTree.sol";
import {OutcomeKind, Outcomes} from "./protocol/Outcome.sol";
import {SigningDomain} from "./protocol/SigningDomain.sol";

/// @title Knows one epoch's committee and tells what it made final
/// @notice Trusts nothing but its members, of weight less than a third of whom may lie. Nobody can change it.
contract CommitteeVerifier is IDecisionVerifier {
    /// @notice A member of the committee; its place in the list is its seat.
    struct Member {
        address account;
        uint64 weight;
    }

    error NotACommittee();
    error WrongNetwork(bytes32 network);
    error WrongEpoch(uint64 epoch);
    error TooManyDescendants(uint256 count);
    /// @notice A descendant doesn't name the header before it as its parent, or isn't of the next height.
    error NotLinked(uint256 descendant);
    /// @notice A Notarization or Nullification proves nothing (R18).
    error NotAFinalization(uint8 kind);
    /// @notice The Finalization is of another block or view than the last header.
    error WrongBlock();
    /// @notice Seats have to exist and to ascend, so each counts once.
    error WrongSeat(uint16 validator);
    /// @notice Not the member's, or in a second form of it (s in the upper half, v other than 27 and 28).
    error WrongSignature(uint16 validator);
    error NoQuorum(uint256 weight);
    /// @notice The outcome isn't under the header's outcomes root.
    error NoSuchOutcome();

    uint256 public constant MAX_MEMBERS = 1024;
    uint256 public constant MAX_DESCENDANTS = 1024;

    bytes32 private constant VOTE_TYPE_HASH =
        keccak256("Vote(bytes32 network,uint64 epoch,uint8 kind,uint64 view,bytes32 block)");

    /// @notice The network whose chain it follows.
    bytes32 public immutable network;
    /// @notice The span the committee serves.
    uint64 public immutable epoch;
    /// @notice The weight that decides: ⌊2W/3⌋ + 1 of the sum W.
    uint256 public immutable quorum;

    Member[] private _members;

    constructor(bytes32 network_, uint64 epoch_, Member[] memory members_) {
        require(network_ != 0 && members_.length != 0 && members_.length <= MAX_MEMBERS, NotACommittee());
        uint256 total = 0;
        for (uint256 i = 0; i < members_.length; i++) {
            Member memory member = members_[i];
            require(member.account != address(0) && member.weight != 0, NotACommittee());
            for (uint256 earlier = 0; earlier < i; earlier++) {
                require(members_[earlier].account != member.account, NotACommittee());
            }

            total += member.weight;
            _members.push(member);
        }

        network = network_;
        epoch = epoch_;
        quorum = 2 * total / 3 + 1;
    }

    /// @notice The committee by seat, to be compared with the network's genesis.
    function members() external view returns (Member[] memory) {
        return _members;
    }

    /// @inheritdoc IDecisionVerifier
    function decisionOf(bytes32 escrowId, OutcomeProof calldata proof) external view returns (uint8 code) {
        return outcomeOf(OutcomeKind.DECISION, escrowId, proof);
    }

    /// @notice How an item of lane 0 ended.
    /// @dev Reverts unless the proof shows a leaf of that kind, subject and code in a final block.
    function outcomeOf(uint8 kind, bytes32 subject, OutcomeProof calldata proof) public view returns (uint8 code) {
        bytes32 leaf = Outcomes.sharedLeafHash(kind, subject, proof.code);
        BlockHeader memory header = finalHeader(proof.finality);
        require(MerkleTree.contains(header.outcomesRoot, leaf, proof.path), NoSuchOutcome());
        return proof.code;
    }

    /// @notice The header of a block that is final, by the Finalization of it or of a descendant with the headers between.
    /// @dev Reverts for anything else. What else a contract wants to know stands under the header's roots.
    function finalHeader(FinalityProof calldata proof) public view returns (BlockHeader memory header) {
        require(proof.descendants.length <= MAX_DESCENDANTS, TooManyDescendants(proof.descendants.length));
        header = _ownHeader(proof.header);
        BlockHeader memory tip = header;
        bytes32 hash = keccak256(proof.header);
        for (uint256 i = 0; i < proof.descendants.length; i++) {
            BlockHeader memory next = _ownHeader(proof.descendants[i]);
            require(next.parent == hash && next.height == uint256(tip.height) + 1, NotLinked(i));
            tip = next;
            hash = keccak256(proof.descendants[i]);
        }

        _requireFinalized(tip.viewNumber, hash, proof.finalization);
    }

    function _ownHeader(bytes calldata encoded) private view returns (BlockHeader memory header) {
        header = BlockHeaders.decode(encoded);
        require(header.network == network, WrongNetwork(header.network));
        require(header.epoch == epoch, WrongEpoch(header.epoch));
    }

    function _requireFinalized(uint64 viewNumber, bytes32 hash, QuorumCertificate calldata finalization) private view {
        require(finalization.kind == VoteKind.FINALIZE, NotAFinalization(finalization.kind));
        require(finalization.epoch == epoch, WrongEpoch(finalization.epoch));
        require(finalization.viewNumber == viewNumber && finalization.blockHash == hash, WrongBlock());
        bytes32 digest = SigningDomain.digest(
            keccak256(abi.encode(VOTE_TYPE_HASH, network, epoch, VoteKind.FINALIZE, viewNumber, hash))
        );
        uint256 weight = 0;
        uint256 nextSeat = 0;
        for (uint256 i = 0; i < finalization.votes.length; i++) {
            VoteSignature calldata vote = finalization.votes[i];
            require(vote.validator >= nextSeat && vote.validator < _members.length, WrongSeat(vote.validator));
            nextSeat = uint256(vote.validator) + 1;
            Member memory member = _members[vote.validator];
            (address signer,,) = ECDSA.tryRecover(digest, vote.v, vote.r, vote.s);
            // A failed recovery gives the zero address, which is no member.
            require(signer == member.account, WrongSignature(vote.validator));
            weight += member.weight;
        }

        require(weight >= quorum, NoQuorum(weight));
    }
}
