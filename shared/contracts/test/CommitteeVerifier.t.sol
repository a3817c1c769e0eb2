// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {CommitteeVerifier} from "../src/CommitteeVerifier.sol";
import {BlockHeader, BlockHeaders} from "../src/protocol/BlockHeader.sol";
import {FinalityProof, OutcomeProof, VoteKind, VoteSignature} from "../src/protocol/FinalityProof.sol";
import {OutcomeCode, OutcomeKind, Outcomes} from "../src/protocol/Outcome.sol";
import {NetworkTest} from "./support/NetworkTest.sol";
import {Rlp} from "./support/Rlp.sol";
import {Trees} from "./support/Trees.sol";

contract CommitteeVerifierTest is NetworkTest {
    uint256 private constant GROUP_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
    bytes32 private constant ESCROW = keccak256("an escrow id");

    function setUp() external {
        verifier = _committee(_equals(4));
    }

    function test_A_decision_is_told() external view {
        for (uint8 code = OutcomeCode.COMMITTED; code <= OutcomeCode.ABORTED_EXPIRED; code++) {
            vm.assertEq(verifier.decisionOf(ESCROW, _decision(ESCROW, code)), code);
        }
    }

    function test_Any_quorum_will_do() external view {
        uint16[] memory seats = _seats(3);
        (seats[0], seats[1], seats[2]) = (1, 2, 3);
        OutcomeProof memory proof = _outcome(OutcomeKind.DECISION, ESCROW, OutcomeCode.COMMITTED, seats);
        vm.assertEq(verifier.decisionOf(ESCROW, proof), OutcomeCode.COMMITTED);
        proof = _outcome(OutcomeKind.DECISION, ESCROW, OutcomeCode.COMMITTED, _seats(4));
        vm.assertEq(verifier.decisionOf(ESCROW, proof), OutcomeCode.COMMITTED);
    }

    function test_The_header_comes_back_with_all_roots() external view {
        BlockHeader memory header = _header(keccak256("outcomes"));
        vm.assertEq(abi.encode(verifier.finalHeader(_finalized(header, _seats(3)))), abi.encode(header));
    }

    // What is decided

    function test_A_decision_of_another_bundle_is_refused() external {
        OutcomeProof memory proof = _decision(keccak256("another escrow id"), OutcomeCode.COMMITTED);
        vm.expectRevert(CommitteeVerifier.NoSuchOutcome.selector);
        verifier.decisionOf(ESCROW, proof);
    }

    function test_Another_code_than_the_leafs_is_refused() external {
        OutcomeProof memory proof = _decision(ESCROW, OutcomeCode.ABORTED_DEADLINE);
        proof.code = OutcomeCode.COMMITTED;
        vm.expectRevert(CommitteeVerifier.NoSuchOutcome.selector);
        verifier.decisionOf(ESCROW, proof);
    }

    function test_An_outcome_of_another_kind_is_no_decision() external {
        OutcomeProof memory proof = _outcome(OutcomeKind.BUNDLE, ESCROW, OutcomeCode.COMMITTED, _seats(3));
        vm.assertEq(verifier.outcomeOf(OutcomeKind.BUNDLE, ESCROW, proof), OutcomeCode.COMMITTED);
        vm.expectRevert(CommitteeVerifier.NoSuchOutcome.selector);
        verifier.decisionOf(ESCROW, proof);
    }

    function test_A_decision_of_a_rollups_lane_is_refused() external {
        bytes32 leaf = keccak256(bytes.concat(hex"00e4", hex"04", hex"01", hex"a0", ESCROW, hex"17"));
        bytes32[] memory leaves = _leaves(leaf);
        OutcomeProof memory proof = OutcomeProof({
            code: OutcomeCode.COMMITTED,
            path: Trees.prove(leaves, 3),
            finality: _finalized(_header(Trees.root(leaves)), _seats(3))
        });
        vm.expectRevert(CommitteeVerifier.NoSuchOutcome.selector);
        verifier.decisionOf(ESCROW, proof);
    }

    function test_Kinds_and_codes_that_are_not_one_byte_are_refused() external {
        _refuseNumbers(0, 1);
        _refuseNumbers(0x80, 1);
        _refuseNumbers(1, 0);
        _refuseNumbers(1, 0x80);
        _refuseNumbers(0xff, 0xff);
    }

    function test_The_root_itself_is_no_proof() external {
        OutcomeProof memory proof = _decision(ESCROW, OutcomeCode.COMMITTED);
        proof.path.siblings = new bytes32[](0);
        proof.path.index = 0;
        proof.path.size = 1;
        vm.expectRevert(CommitteeVerifier.NoSuchOutcome.selector);
        verifier.decisionOf(ESCROW, proof);
    }

    // Who decided

    function test_A_Notarization_proves_nothing() external {
        _refuseKind(VoteKind.NOTARIZE);
    }

    function test_A_Nullification_proves_nothing() external {
        _refuseKind(VoteKind.NULLIFY);
    }

    function test_Votes_of_another_kind_do_not_become_a_Finalization() external {
        OutcomeProof memory proof = _decision(ESCROW, OutcomeCode.COMMITTED);
        BlockHeader memory header = _headerOf(proof);
        proof.finality.finalization = _certificate(VoteKind.NOTARIZE, header, _seats(4));
        proof.finality.finalization.kind = VoteKind.FINALIZE;
        vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.WrongSignature.selector, 0));
        verifier.decisionOf(ESCROW, proof);
    }

    function test_Less_than_a_quorum_is_refused() external {
        OutcomeProof memory proof = _outcome(OutcomeKind.DECISION, ESCROW, OutcomeCode.COMMITTED, _seats(2));
        vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.NoQuorum.selector, 2));
        verifier.decisionOf(ESCROW, proof);
        proof.finality.finalization.votes = new VoteSignature[](0);
        vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.NoQuorum.selector, 0));
        verifier.decisionOf(ESCROW, proof);
    }

    function test_A_member_counts_once() external {
        uint16[] memory seats = _seats(3);
        seats[2] = 1;
        _refuseSeats(seats, abi.encodeWithSelector(CommitteeVerifier.WrongSeat.selector, 1));
    }

    function test_Members_stand_in_order() external {
        uint16[] memory seats = _seats(3);
        (seats[0], seats[1]) = (1, 0);
        _refuseSeats(seats, abi.encodeWithSelector(CommitteeVerifier.WrongSeat.selector, 0));
    }

    function test_A_seat_that_does_not_exist_is_refused() external {
        uint16[] memory seats = _seats(3);
        seats[2] = 4;
        _refuseSeats(seats, abi.encodeWithSelector(CommitteeVerifier.WrongSeat.selector, 4));
        seats[2] = type(uint16).max;
        _refuseSeats(seats, abi.encodeWithSelector(CommitteeVerifier.WrongSeat.selector, type(uint16).max));
    }

    function test_One_members_signature_is_not_another_ones() external {
        OutcomeProof memory proof = _decision(ESCROW, OutcomeCode.COMMITTED);
        proof.finality.finalization.votes[2].validator = 3;
        vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.WrongSignature.selector, 3));
        verifier.decisionOf(ESCROW, proof);
    }

    function test_A_signature_has_no_second_form(bytes32 escrowId, uint8 seat) external {
        seat = seat % 3;
        OutcomeProof memory proof = _decision(escrowId, OutcomeCode.COMMITTED);
        bytes32 digest = _voteDigest(NETWORK, EPOCH, VoteKind.FINALIZE, VIEW, _hash(_headerOf(proof)));
        VoteSignature memory vote = proof.finality.finalization.votes[seat];
        vote.s = bytes32(GROUP_ORDER - uint256(vote.s));
        vote.v = vote.v == 27 ? 28 : 27;
        vm.assertEq(ecrecover(digest, vote.v, vote.r, vote.s), vm.addr(_key(seat)));
        vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.WrongSignature.selector, seat));
        verifier.decisionOf(escrowId, proof);
    }

    function test_A_v_other_than_27_and_28_is_refused(uint8 v) external {
        OutcomeProof memory proof = _decision(ESCROW, OutcomeCode.COMMITTED);
        if (v != proof.finality.finalization.votes[0].v) {
            proof.finality.finalization.votes[0].v = v;
            vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.WrongSignature.selector, 0));
            verifier.decisionOf(ESCROW, proof);
        }
    }

    function test_A_signature_of_zeros_is_nobodys() external {
        OutcomeProof memory proof = _decision(ESCROW, OutcomeCode.COMMITTED);
        proof.finality.finalization.votes[1] = VoteSignature({validator: 1, v: 27, r: 0, s: 0});
        vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.WrongSignature.selector, 1));
        verifier.decisionOf(ESCROW, proof);
    }

    function test_A_quorum_is_more_than_two_thirds_of_the_weight(uint256 seed, uint256 size, uint256 signed) external {
        uint64[] memory weights = new uint64[](_within(size, 1, 12));
        uint16[] memory seats = new uint16[](weights.length);
        (uint256 total, uint256 weight, uint256 count) = (0, 0, 0);
        for (uint256 i = 0; i < weights.length; i++) {
            weights[i] = uint64(_within(uint256(keccak256(abi.encode(seed, i))), 1, 5));
            total += weights[i];
            if (signed >> i & 1 == 1) {
                weight += weights[i];
                seats[count++] = uint16(i);
            }
        }

        verifier = _committee(weights);
        FinalityProof memory proof = _finalized(_header(0), _first(seats, count));
        if (3 * weight <= 2 * total) {
            vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.NoQuorum.selector, weight));
        }

        verifier.finalHeader(proof);
    }

    // Where and when it was decided

    function test_Another_networks_decision_is_refused() external {
        BlockHeader memory header = _headerOf(_decision(ESCROW, OutcomeCode.COMMITTED));
        header.network = keccak256("another network with the same members");
        _refuseHeader(header, abi.encodeWithSelector(CommitteeVerifier.WrongNetwork.selector, header.network));
    }

    function test_Another_epochs_decision_is_refused() external {
        BlockHeader memory header = _headerOf(_decision(ESCROW, OutcomeCode.COMMITTED));
        header.epoch = EPOCH + 1;
        _refuseHeader(header, abi.encodeWithSelector(CommitteeVerifier.WrongEpoch.selector, EPOCH + 1));
    }

    function test_A_header_of_another_epoch_is_refused_whoever_signs_it() external {
        BlockHeader memory header = _header(0);
        header.epoch = EPOCH + 1;
        FinalityProof memory proof = _finalized(header, _seats(4));
        proof.finalization.epoch = EPOCH;
        bytes32 digest = _voteDigest(NETWORK, EPOCH, VoteKind.FINALIZE, VIEW, _hash(header));
        for (uint16 seat = 0; seat < 4; seat++) {
            proof.finalization.votes[seat] = _vote(seat, digest);
        }

        vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.WrongEpoch.selector, EPOCH + 1));
        verifier.finalHeader(proof);
    }

    function test_Votes_for_another_network_epoch_view_or_block_do_not_count() external {
        BlockHeader memory header = _headerOf(_decision(ESCROW, OutcomeCode.COMMITTED));
        bytes32 hash = _hash(header);
        _refuseDigest(_voteDigest(keccak256("another network"), EPOCH, VoteKind.FINALIZE, VIEW, hash));
        _refuseDigest(_voteDigest(NETWORK, EPOCH + 1, VoteKind.FINALIZE, VIEW, hash));
        _refuseDigest(_voteDigest(NETWORK, EPOCH, VoteKind.NULLIFY, VIEW, hash));
        _refuseDigest(_voteDigest(NETWORK, EPOCH, VoteKind.FINALIZE, VIEW + 1, hash));
        _refuseDigest(_voteDigest(NETWORK, EPOCH, VoteKind.FINALIZE, VIEW, keccak256("another block")));
    }

    function test_A_certificate_of_another_epoch_view_or_block_is_refused() external {
        OutcomeProof memory proof = _decision(ESCROW, OutcomeCode.COMMITTED);
        proof.finality.finalization.epoch = EPOCH - 1;
        vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.WrongEpoch.selector, EPOCH - 1));
        verifier.decisionOf(ESCROW, proof);
        proof.finality.finalization.epoch = EPOCH;
        proof.finality.finalization.viewNumber = VIEW - 1;
        vm.expectRevert(CommitteeVerifier.WrongBlock.selector);
        verifier.decisionOf(ESCROW, proof);
        proof.finality.finalization.viewNumber = VIEW;
        proof.finality.finalization.blockHash = keccak256("another block");
        vm.expectRevert(CommitteeVerifier.WrongBlock.selector);
        verifier.decisionOf(ESCROW, proof);
    }

    function test_A_Finalization_of_another_block_is_refused() external {
        OutcomeProof memory proof = _decision(ESCROW, OutcomeCode.COMMITTED);
        proof.finality.finalization = _decision(ESCROW, OutcomeCode.ABORTED_DEADLINE).finality.finalization;
        vm.expectRevert(CommitteeVerifier.WrongBlock.selector);
        verifier.decisionOf(ESCROW, proof);
    }

    function test_A_malformed_header_is_refused() external {
        OutcomeProof memory proof = _decision(ESCROW, OutcomeCode.COMMITTED);
        proof.finality.header = bytes.concat(proof.finality.header, hex"00");
        vm.expectRevert(BlockHeaders.MalformedHeader.selector);
        verifier.decisionOf(ESCROW, proof);
    }

    // Descendants

    function test_A_descendants_Finalization_proves_its_ancestors(uint256 count) external view {
        count = _within(count, 1, 12);
        OutcomeProof memory proof = _decision(ESCROW, OutcomeCode.COMMITTED);
        BlockHeader memory header = _headerOf(proof);
        proof.finality = _finalized(header, _descendants(header, count), _seats(3));
        vm.assertEq(verifier.decisionOf(ESCROW, proof), OutcomeCode.COMMITTED);
    }

    function test_A_missing_descendant_is_noticed() external {
        BlockHeader memory header = _header(0);
        BlockHeader[] memory descendants = _descendants(header, 3);
        BlockHeader[] memory gap = new BlockHeader[](2);
        (gap[0], gap[1]) = (descendants[0], descendants[2]);
        _refuseDescendants(header, gap, abi.encodeWithSelector(CommitteeVerifier.NotLinked.selector, 1));
        (gap[0], gap[1]) = (descendants[1], descendants[2]);
        _refuseDescendants(header, gap, abi.encodeWithSelector(CommitteeVerifier.NotLinked.selector, 0));
    }

    function test_A_descendant_of_another_parent_is_refused(bytes32 parent) external {
        BlockHeader memory header = _header(0);
        BlockHeader[] memory descendants = _descendants(header, 2);
        descendants[1].parent = parent;
        _refuseDescendants(header, descendants, abi.encodeWithSelector(CommitteeVerifier.NotLinked.selector, 1));
        descendants = _descendants(header, 1);
        header.outcomesRoot = keccak256(abi.encode(parent));
        _refuseDescendants(header, descendants, abi.encodeWithSelector(CommitteeVerifier.NotLinked.selector, 0));
    }

    function test_A_descendant_of_another_height_is_refused(uint64 height, uint64 parentsHeight) external {
        BlockHeader memory header = _header(0);
        header.height = parentsHeight % 2 == 0 ? type(uint64).max : parentsHeight;
        BlockHeader[] memory descendants = new BlockHeader[](1);
        descendants[0] = _header(0);
        descendants[0].parent = _hash(header);
        descendants[0].height = height;
        if (uint256(header.height) + 1 != height) {
            _refuseDescendants(header, descendants, abi.encodeWithSelector(CommitteeVerifier.NotLinked.selector, 0));
        }
    }

    function test_A_descendant_of_another_network_or_epoch_is_refused() external {
        BlockHeader memory header = _header(0);
        BlockHeader[] memory descendants = _descendants(header, 1);
        descendants[0].epoch = EPOCH + 1;
        _refuseDescendants(
            header, descendants, abi.encodeWithSelector(CommitteeVerifier.WrongEpoch.selector, EPOCH + 1)
        );
        descendants[0].epoch = EPOCH;
        descendants[0].network = bytes32(uint256(1));
        _refuseDescendants(
            header, descendants, abi.encodeWithSelector(CommitteeVerifier.WrongNetwork.selector, bytes32(uint256(1)))
        );
    }

    function test_A_header_of_another_network_or_epoch_amid_the_descendants_is_refused() external {
        BlockHeader memory header = _header(0);
        BlockHeader[] memory descendants = _descendants(header, 2);
        descendants[0].epoch = EPOCH - 1;
        descendants[1] = _child(descendants[0]);
        bytes memory reason = abi.encodeWithSelector(CommitteeVerifier.WrongEpoch.selector, EPOCH - 1);
        _refuseDescendants(header, descendants, reason);
        descendants[0] = _child(header);
        descendants[0].network = bytes32(uint256(1));
        descendants[1] = _child(descendants[0]);
        reason = abi.encodeWithSelector(CommitteeVerifier.WrongNetwork.selector, bytes32(uint256(1)));
        _refuseDescendants(header, descendants, reason);
    }

    function test_An_ancestors_Finalization_says_nothing_of_its_descendants() external {
        BlockHeader memory header = _header(0);
        FinalityProof memory proof = _finalized(header, _descendants(header, 1), _seats(3));
        proof.finalization = _certificate(VoteKind.FINALIZE, header, _seats(3));
        vm.expectRevert(CommitteeVerifier.WrongBlock.selector);
        verifier.finalHeader(proof);
    }

    function test_Too_many_descendants_are_refused_before_they_are_read() external {
        FinalityProof memory proof = _finalized(_header(0), _seats(3));
        proof.descendants = new bytes[](1025);
        vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.TooManyDescendants.selector, 1025));
        verifier.finalHeader(proof);
    }

    // Tampering

    function test_One_flipped_bit_never_gives_another_answer(uint256 place, uint8 bit, uint8 code) external view {
        code = uint8(_within(code, OutcomeCode.COMMITTED, OutcomeCode.ABORTED_EXPIRED));
        OutcomeProof memory proof = _decision(ESCROW, code);
        BlockHeader memory header = _headerOf(proof);
        proof.finality = _finalized(header, _descendants(header, 1), _seats(3));
        bytes memory call = abi.encodeCall(verifier.decisionOf, (ESCROW, proof));
        call[_within(place, 36, call.length - 1)] ^= bytes1(uint8(1 << (bit % 8)));
        (bool success, bytes memory answer) = address(verifier).staticcall(call);
        vm.assertTrue(!success || abi.decode(answer, (uint8)) == code);
    }

    // The committee

    function test_It_tells_its_committee() external {
        uint64[] memory weights = new uint64[](3);
        (weights[0], weights[1], weights[2]) = (5, 1, 4);
        verifier = _committee(weights);
        vm.assertEq(verifier.network(), NETWORK);
        vm.assertEq(verifier.epoch(), EPOCH);
        vm.assertEq(verifier.quorum(), 7);
        CommitteeVerifier.Member[] memory members = verifier.members();
        vm.assertEq(members.length, 3);
        vm.assertEq(members[2].account, vm.addr(_key(2)));
        vm.assertEq(members[2].weight, 4);
    }

    function test_A_committee_without_members_weight_network_or_with_somebody_twice_is_none() external {
        CommitteeVerifier.Member[] memory members = new CommitteeVerifier.Member[](0);
        _refuseCommittee(NETWORK, members);
        members = new CommitteeVerifier.Member[](1025);
        _refuseCommittee(NETWORK, members);
        members = new CommitteeVerifier.Member[](2);
        members[0] = CommitteeVerifier.Member({account: _account("one"), weight: 1});
        _refuseCommittee(NETWORK, members);
        members[1] = CommitteeVerifier.Member({account: _account("two"), weight: 0});
        _refuseCommittee(NETWORK, members);
        members[1] = CommitteeVerifier.Member({account: _account("one"), weight: 2});
        _refuseCommittee(NETWORK, members);
        members[1] = CommitteeVerifier.Member({account: _account("two"), weight: type(uint64).max});
        _refuseCommittee(0, members);
        vm.assertEq(new CommitteeVerifier(NETWORK, 0, members).quorum(), 2 * (uint256(1) << 64) / 3 + 1);
    }

    function _refuseCommittee(bytes32 network, CommitteeVerifier.Member[] memory members) private {
        vm.expectRevert(CommitteeVerifier.NotACommittee.selector);
        new CommitteeVerifier(network, EPOCH, members);
    }

    function _refuseNumbers(uint8 kind, uint8 code) private {
        OutcomeProof memory proof = _outcome(kind, ESCROW, code, _seats(3));
        vm.expectRevert(abi.encodeWithSelector(Outcomes.UnknownOutcome.selector, kind, code));
        verifier.outcomeOf(kind, ESCROW, proof);
    }

    function _refuseKind(uint8 kind) private {
        OutcomeProof memory proof = _decision(ESCROW, OutcomeCode.COMMITTED);
        proof.finality.finalization = _certificate(kind, _headerOf(proof), _seats(4));
        vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.NotAFinalization.selector, kind));
        verifier.decisionOf(ESCROW, proof);
    }

    function _refuseSeats(uint16[] memory seats, bytes memory reason) private {
        OutcomeProof memory proof = _outcome(OutcomeKind.DECISION, ESCROW, OutcomeCode.COMMITTED, seats);
        vm.expectRevert(reason);
        verifier.decisionOf(ESCROW, proof);
    }

    function _refuseHeader(BlockHeader memory header, bytes memory reason) private {
        FinalityProof memory proof = _finalized(header, _seats(4));
        vm.expectRevert(reason);
        verifier.finalHeader(proof);
    }

    function _refuseDigest(bytes32 digest) private {
        OutcomeProof memory proof = _decision(ESCROW, OutcomeCode.COMMITTED);
        for (uint16 seat = 0; seat < 3; seat++) {
            proof.finality.finalization.votes[seat] = _vote(seat, digest);
        }

        vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.WrongSignature.selector, 0));
        verifier.decisionOf(ESCROW, proof);
    }

    function _refuseDescendants(BlockHeader memory header, BlockHeader[] memory descendants, bytes memory reason)
        private
    {
        FinalityProof memory proof = _finalized(header, descendants, _seats(4));
        vm.expectRevert(reason);
        verifier.finalHeader(proof);
    }

    /// @dev The header of a proof made by _decision, whose tree has one shape.
    function _headerOf(OutcomeProof memory proof) private view returns (BlockHeader memory) {
        return verifier.finalHeader(proof.finality);
    }

    function _first(uint16[] memory from, uint256 count) private pure returns (uint16[] memory beginning) {
        beginning = new uint16[](count);
        for (uint256 i = 0; i < count; i++) {
            beginning[i] = from[i];
        }
    }
}
