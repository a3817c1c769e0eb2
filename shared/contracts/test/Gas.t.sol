// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {SwapEscrow} from "../src/SwapEscrow.sol";
import {DemoToken} from "../src/demo/DemoToken.sol";
import {BlockHeader} from "../src/protocol/BlockHeader.sol";
import {BundleTerms, LegTerms} from "../src/protocol/BundleTerms.sol";
import {OutcomeProof} from "../src/protocol/FinalityProof.sol";
import {OutcomeCode, OutcomeKind} from "../src/protocol/Outcome.sol";
import {EscrowTest} from "./support/EscrowTest.sol";

/// @title What callers pay, as whole transactions with their calldata
/// @dev The figures are in gas/Transactions.json. forge writes that file when it differs, and fails instead when told to
/// check (tests/Contracts does).
/// forge-config: default.isolate = true
contract GasTest is EscrowTest {
    string private constant GROUP = "Transactions";

    function setUp() external {
        _deploy();
        token = new DemoToken("Demo", "DMO");
        _fund(token);
    }

    function test_A_decision_by_4_members() external {
        _measureDecision(4, 3, "decisionOf, 3 votes of 4 members");
    }

    function test_A_decision_by_16_members() external {
        _measureDecision(16, 11, "decisionOf, 11 votes of 16 members");
    }

    function test_A_decision_by_16_members_with_8_descendants() external {
        _committeeOf(16);
        bytes32 escrowId = keccak256("an escrow id");
        OutcomeProof memory proof = _outcome(OutcomeKind.DECISION, escrowId, OutcomeCode.COMMITTED, _seats(11));
        BlockHeader memory header = verifier.finalHeader(proof.finality);
        proof.finality = _finalized(header, _descendants(header, 8), _seats(11));
        _measure(escrowId, proof, "decisionOf, 11 votes of 16 members, 8 descendants");
    }

    function test_A_lock_of_2_legs() external {
        BundleTerms memory terms = _swap();
        vm.prank(DEPOSITOR);
        escrow.lock(terms, LEG, token, AMOUNT, BENEFICIARY);
        vm.snapshotGasLastCall(GROUP, "lock, terms of 2 legs");
    }

    function test_A_lock_of_16_legs() external {
        BundleTerms memory terms = _swap();
        LegTerms[] memory legs = new LegTerms[](16);
        for (uint64 i = 0; i < 16; i++) {
            legs[i] = LegTerms({
                rollup: 1000 + i, escrow: _account("other escrow"), lock: keccak256(abi.encode(i)), preconditions: 0
            });
        }

        legs[LEG] = terms.legs[LEG];
        terms.legs = legs;
        vm.prank(DEPOSITOR);
        escrow.lock(terms, LEG, token, AMOUNT, BENEFICIARY);
        vm.snapshotGasLastCall(GROUP, "lock, terms of 16 legs");
    }

    function test_A_release_by_4_members() external {
        _measureRelease(4, 3, "release, 3 votes of 4 members");
    }

    function test_A_release_by_16_members() external {
        _measureRelease(16, 11, "release, 11 votes of 16 members");
    }

    function test_A_refund_by_4_members() external {
        _measureRefund(4, 3, "refund, 3 votes of 4 members");
    }

    function test_A_refund_by_16_members() external {
        _measureRefund(16, 11, "refund, 11 votes of 16 members");
    }

    function _committeeOf(uint256 members) private {
        verifier = _committee(_equals(members));
        escrow = new SwapEscrow(verifier, ROLLUP);
        vm.prank(DEPOSITOR);
        token.approve(address(escrow), type(uint256).max);
    }

    function _measureDecision(uint256 members, uint256 votes, string memory name) private {
        _committeeOf(members);
        bytes32 escrowId = keccak256("an escrow id");
        OutcomeProof memory proof = _outcome(OutcomeKind.DECISION, escrowId, OutcomeCode.COMMITTED, _seats(votes));
        _measure(escrowId, proof, name);
    }

    /// @dev By a call that may change state: only such calls are taken for transactions.
    function _measure(bytes32 escrowId, OutcomeProof memory proof, string memory name) private {
        (bool success,) = address(verifier).call(abi.encodeCall(verifier.decisionOf, (escrowId, proof)));
        vm.assertTrue(success);
        vm.snapshotGasLastCall(GROUP, name);
    }

    function _measureRelease(uint256 members, uint256 votes, string memory name) private {
        _committeeOf(members);
        bytes32 escrowId = _lock(_swap());
        escrow.release(escrowId, LEG, _outcome(OutcomeKind.DECISION, escrowId, OutcomeCode.COMMITTED, _seats(votes)));
        vm.snapshotGasLastCall(GROUP, name);
    }

    function _measureRefund(uint256 members, uint256 votes, string memory name) private {
        _committeeOf(members);
        bytes32 escrowId = _lock(_swap());
        escrow.refund(
            escrowId, LEG, _outcome(OutcomeKind.DECISION, escrowId, OutcomeCode.ABORTED_DEADLINE, _seats(votes))
        );
        vm.snapshotGasLastCall(GROUP, name);
    }
}
