// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {CommitteeVerifier} from "../src/CommitteeVerifier.sol";
import {SwapEscrow} from "../src/SwapEscrow.sol";
import {DemoToken} from "../src/demo/DemoToken.sol";
import {BundleTerms, BundleTermsRules} from "../src/protocol/BundleTerms.sol";
import {OutcomeProof} from "../src/protocol/FinalityProof.sol";
import {OutcomeCode, OutcomeKind} from "../src/protocol/Outcome.sol";
import {EscrowTest} from "./support/EscrowTest.sol";
import {TermsVectors} from "./support/TermsVectors.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

contract SwapEscrowTest is EscrowTest, TermsVectors {
    function setUp() external {
        _deploy();
        token = new DemoToken("Demo", "DMO");
        _fund(token);
    }

    function test_It_tells_where_it_stands() external view {
        vm.assertEq(address(escrow.verifier()), address(verifier));
        vm.assertEq(escrow.network(), NETWORK);
        vm.assertEq(escrow.rollup(), ROLLUP);
    }

    // Locking

    function test_A_lock_takes_the_agreed_amount_and_says_so() external {
        BundleTerms memory terms = _swap();
        bytes32 escrowId = escrow.escrowIdOf(terms);
        vm.expectEmit(address(escrow));
        emit SwapEscrow.Prepared(escrowId, LEG, terms.legs[LEG].lock);
        _lock(terms);

        SwapEscrow.Deposit memory deposit = escrow.depositOf(escrowId, LEG);
        vm.assertEq(address(deposit.token), address(token));
        vm.assertEq(deposit.amount, AMOUNT);
        vm.assertEq(deposit.depositor, DEPOSITOR);
        vm.assertEq(deposit.beneficiary, BENEFICIARY);
        vm.assertTrue(deposit.state == SwapEscrow.State.Locked);
        vm.assertEq(token.balanceOf(address(escrow)), AMOUNT);
        vm.assertEq(token.balanceOf(DEPOSITOR), 95 ether);
    }

    function test_Prepared_has_the_signature_that_reporters_look_for() external pure {
        vm.assertEq(SwapEscrow.Prepared.selector, keccak256("Prepared(bytes32,uint256,bytes32)"));
    }

    function test_Locks_of_the_shared_vectors_are_plain_ABI() external view {
        string memory json = vm.readFile(BUNDLES);
        for (uint256 i = 0; i < 4; i++) {
            string memory key = _place(".locks", i);
            bytes32 lockHash = escrow.lockOf(
                IERC20(vm.parseJsonAddress(json, string.concat(key, ".token"))),
                vm.parseJsonUint(json, string.concat(key, ".amount")),
                vm.parseJsonAddress(json, string.concat(key, ".depositor")),
                vm.parseJsonAddress(json, string.concat(key, ".beneficiary"))
            );
            vm.assertEq(lockHash, vm.parseJsonBytes32(json, string.concat(key, ".lock")));
        }
    }

    function test_A_leg_is_locked_once() external {
        BundleTerms memory terms = _swap();
        bytes32 escrowId = _lock(terms);
        vm.prank(DEPOSITOR);
        vm.expectRevert(abi.encodeWithSelector(SwapEscrow.AlreadyLocked.selector, escrowId, LEG));
        escrow.lock(terms, LEG, token, AMOUNT, BENEFICIARY);
    }

    function test_A_settled_leg_is_not_locked_again() external {
        BundleTerms memory terms = _swap();
        bytes32 escrowId = _lock(terms);
        escrow.refund(escrowId, LEG, _decision(escrowId, OutcomeCode.ABORTED_DEADLINE));
        vm.prank(DEPOSITOR);
        vm.expectRevert(abi.encodeWithSelector(SwapEscrow.AlreadyLocked.selector, escrowId, LEG));
        escrow.lock(terms, LEG, token, AMOUNT, BENEFICIARY);
    }

    function test_Nobody_but_the_agreed_depositor_takes_the_place_of_a_leg(address anybody) external {
        BundleTerms memory terms = _swap();
        if (anybody != DEPOSITOR) {
            vm.prank(anybody);
            vm.expectRevert(abi.encodeWithSelector(SwapEscrow.WrongLock.selector, terms.legs[LEG].lock));
            escrow.lock(terms, LEG, token, AMOUNT, BENEFICIARY);
        }

        _lock(terms);
    }

    function test_What_differs_from_the_agreement_is_refused(uint256 amount, address beneficiary, address what)
        external
    {
        BundleTerms memory terms = _swap();
        bytes memory reason = abi.encodeWithSelector(SwapEscrow.WrongLock.selector, terms.legs[LEG].lock);
        if (amount != AMOUNT) {
            vm.prank(DEPOSITOR);
            vm.expectRevert(reason);
            escrow.lock(terms, LEG, token, amount, BENEFICIARY);
        }

        if (beneficiary != BENEFICIARY) {
            vm.prank(DEPOSITOR);
            vm.expectRevert(reason);
            escrow.lock(terms, LEG, token, AMOUNT, beneficiary);
        }

        if (what != address(token)) {
            vm.prank(DEPOSITOR);
            vm.expectRevert(reason);
            escrow.lock(terms, LEG, IERC20(what), AMOUNT, BENEFICIARY);
        }
    }

    function test_Terms_that_are_never_decided_about_are_refused() external {
        BundleTerms memory terms = _swap();
        terms.mode = 1;
        _refuse(terms, LEG, abi.encodeWithSelector(BundleTermsRules.MalformedTerms.selector));
        terms = _swap();
        terms.legs[0].rollup = ROLLUP;
        _refuse(terms, LEG, abi.encodeWithSelector(BundleTermsRules.MalformedTerms.selector));
        terms = _swap();
        terms.network = keccak256("another network");
        _refuse(terms, LEG, abi.encodeWithSelector(SwapEscrow.WrongNetwork.selector, terms.network));
    }

    function test_Terms_that_expire_long_after_today_are_refused() external {
        BundleTerms memory terms = _swap();
        terms.notAfter = uint64((block.timestamp + 1 days) * 1000 + 1);
        _refuse(terms, LEG, abi.encodeWithSelector(SwapEscrow.NotAfterTooFar.selector, terms.notAfter));
        terms.notAfter = type(uint64).max;
        _refuse(terms, LEG, abi.encodeWithSelector(SwapEscrow.NotAfterTooFar.selector, terms.notAfter));
        terms.notAfter = uint64((block.timestamp + 1 days) * 1000);
        _lock(terms);
    }

    function test_A_leg_that_is_not_there_is_refused(uint256 leg) external {
        leg = _within(leg, 2, type(uint256).max - 1);
        _refuse(_swap(), leg, abi.encodeWithSelector(SwapEscrow.NoSuchLeg.selector, leg));
    }

    function test_A_leg_of_another_rollup_or_escrow_is_refused() external {
        _refuse(_swap(), 0, abi.encodeWithSelector(SwapEscrow.WrongLeg.selector, 0));
        BundleTerms memory terms = _swap();
        terms.legs[LEG].escrow = address(new SwapEscrow(verifier, ROLLUP));
        _refuse(terms, LEG, abi.encodeWithSelector(SwapEscrow.WrongLeg.selector, LEG));
        terms = _swap();
        terms.legs[LEG].rollup = ROLLUP + 7;
        _refuse(terms, LEG, abi.encodeWithSelector(SwapEscrow.WrongLeg.selector, LEG));
    }

    function test_The_rollups_id_counts_and_not_the_chains() external {
        vm.chainId(OTHER_ROLLUP);
        _refuse(_swap(), 0, abi.encodeWithSelector(SwapEscrow.WrongLeg.selector, 0));
        _lock(_swap());
    }

    function test_Nobody_and_the_escrow_itself_are_no_beneficiaries() external {
        _refuseBeneficiary(address(0));
        _refuseBeneficiary(address(escrow));
    }

    function test_Who_has_not_enough_locks_nothing() external {
        BundleTerms memory terms = _swap(token, 101 ether, DEPOSITOR, BENEFICIARY);
        vm.prank(DEPOSITOR);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, DEPOSITOR, 100 ether, 101 ether)
        );
        escrow.lock(terms, LEG, token, 101 ether, BENEFICIARY);
        vm.assertEq(_stateOf(escrow.escrowIdOf(terms)), uint256(SwapEscrow.State.None));
    }

    function test_Any_change_of_the_terms_is_another_escrow_id(uint256 which, uint64 with) external view {
        BundleTerms memory terms = _swap();
        bytes32 escrowId = escrow.escrowIdOf(terms);
        bytes memory original = abi.encode(terms);
        _change(terms, which % 14, with);
        bool isSame = keccak256(abi.encode(terms)) == keccak256(original);
        vm.assertTrue(isSame == (escrow.escrowIdOf(terms) == escrowId));
    }

    // Settling

    function test_Anybody_releases_a_committed_leg_to_its_beneficiary(address anybody) external {
        bytes32 escrowId = _lock(_swap());
        OutcomeProof memory proof = _decision(escrowId, OutcomeCode.COMMITTED);
        vm.expectEmit(address(escrow));
        emit SwapEscrow.Released(escrowId, LEG, BENEFICIARY);
        vm.prank(anybody);
        escrow.release(escrowId, LEG, proof);
        _expectBalances(95 ether, AMOUNT, 0);
        vm.assertEq(_stateOf(escrowId), uint256(SwapEscrow.State.Released));
    }

    function test_Anybody_refunds_an_aborted_leg_to_its_depositor(address anybody, uint8 code) external {
        code = uint8(_within(code, OutcomeCode.ABORTED_REFUSED, OutcomeCode.ABORTED_EXPIRED));
        bytes32 escrowId = _lock(_swap());
        OutcomeProof memory proof = _decision(escrowId, code);
        vm.expectEmit(address(escrow));
        emit SwapEscrow.Refunded(escrowId, LEG, DEPOSITOR);
        vm.prank(anybody);
        escrow.refund(escrowId, LEG, proof);
        _expectBalances(100 ether, 0, 0);
        vm.assertEq(_stateOf(escrowId), uint256(SwapEscrow.State.Refunded));
    }

    function test_A_prepare_after_the_Abort_is_refunded_by_the_same_proof() external {
        BundleTerms memory terms = _swap();
        OutcomeProof memory proof = _decision(escrow.escrowIdOf(terms), OutcomeCode.ABORTED_EXPIRED);
        vm.warp(block.timestamp + 365 days);
        bytes32 escrowId = _lock(terms);
        escrow.refund(escrowId, LEG, proof);
        _expectBalances(100 ether, 0, 0);
    }

    function test_Only_Committed_releases(uint8 code) external {
        code = uint8(_within(code, 1, 0x7f));
        bytes32 escrowId = _lock(_swap());
        OutcomeProof memory proof = _decision(escrowId, code);
        if (code != OutcomeCode.COMMITTED) {
            vm.expectRevert(abi.encodeWithSelector(SwapEscrow.NotCommitted.selector, code));
        }

        escrow.release(escrowId, LEG, proof);
    }

    function test_Only_an_Abort_refunds(uint8 code) external {
        code = uint8(_within(code, 1, 0x7f));
        bytes32 escrowId = _lock(_swap());
        OutcomeProof memory proof = _decision(escrowId, code);
        if (code < OutcomeCode.ABORTED_REFUSED || code > OutcomeCode.ABORTED_EXPIRED) {
            vm.expectRevert(abi.encodeWithSelector(SwapEscrow.NotAborted.selector, code));
        }

        escrow.refund(escrowId, LEG, proof);
    }

    function test_The_outcome_of_the_bundle_moves_nothing() external {
        bytes32 escrowId = _lock(_swap());
        OutcomeProof memory proof = _outcome(OutcomeKind.BUNDLE, escrowId, OutcomeCode.COMMITTED, _seats(3));
        vm.expectRevert(CommitteeVerifier.NoSuchOutcome.selector);
        escrow.release(escrowId, LEG, proof);
    }

    function test_The_decision_of_other_terms_moves_nothing() external {
        BundleTerms memory terms = _swap();
        bytes32 escrowId = _lock(terms);
        terms.salt = keccak256("other terms");
        OutcomeProof memory proof = _decision(escrow.escrowIdOf(terms), OutcomeCode.COMMITTED);
        vm.expectRevert(CommitteeVerifier.NoSuchOutcome.selector);
        escrow.release(escrowId, LEG, proof);
    }

    function test_Less_than_a_quorum_moves_nothing() external {
        bytes32 escrowId = _lock(_swap());
        OutcomeProof memory proof = _outcome(OutcomeKind.DECISION, escrowId, OutcomeCode.COMMITTED, _seats(2));
        vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.NoQuorum.selector, 2));
        escrow.release(escrowId, LEG, proof);
    }

    function test_A_leg_is_settled_once() external {
        bytes32 escrowId = _lock(_swap());
        DemoToken(address(token)).mint(address(escrow), 100 ether);
        OutcomeProof memory commit = _decision(escrowId, OutcomeCode.COMMITTED);
        OutcomeProof memory abort = _decision(escrowId, OutcomeCode.ABORTED_DEADLINE);
        escrow.release(escrowId, LEG, commit);
        bytes memory reason = abi.encodeWithSelector(SwapEscrow.NotLocked.selector, escrowId, LEG);
        vm.expectRevert(reason);
        escrow.release(escrowId, LEG, commit);
        vm.expectRevert(reason);
        escrow.refund(escrowId, LEG, abort);
        _expectBalances(95 ether, AMOUNT, 100 ether);
    }

    function test_A_refund_is_the_end_too() external {
        bytes32 escrowId = _lock(_swap());
        DemoToken(address(token)).mint(address(escrow), 100 ether);
        OutcomeProof memory commit = _decision(escrowId, OutcomeCode.COMMITTED);
        OutcomeProof memory abort = _decision(escrowId, OutcomeCode.ABORTED_DEADLINE);
        escrow.refund(escrowId, LEG, abort);
        bytes memory reason = abi.encodeWithSelector(SwapEscrow.NotLocked.selector, escrowId, LEG);
        vm.expectRevert(reason);
        escrow.refund(escrowId, LEG, abort);
        vm.expectRevert(reason);
        escrow.release(escrowId, LEG, commit);
        _expectBalances(100 ether, 0, 100 ether);
    }

    function test_What_was_never_locked_is_not_settled() external {
        bytes32 escrowId = escrow.escrowIdOf(_swap());
        OutcomeProof memory proof = _decision(escrowId, OutcomeCode.COMMITTED);
        vm.expectRevert(abi.encodeWithSelector(SwapEscrow.NotLocked.selector, escrowId, LEG));
        escrow.release(escrowId, LEG, proof);
        _lock(_swap());
        vm.expectRevert(abi.encodeWithSelector(SwapEscrow.NotLocked.selector, escrowId, 0));
        escrow.release(escrowId, 0, proof);
    }

    function test_There_is_no_way_to_stop_it_or_to_pay() external {
        (bool success,) = address(escrow).call{value: 1}("");
        vm.assertFalse(success);
    }

    function _change(BundleTerms memory terms, uint256 which, uint64 with) private pure {
        if (which == 0) terms.network = bytes32(uint256(with));
        if (which == 1) terms.mode = uint8(with);
        if (which == 2) terms.submitter = address(uint160(with));
        if (which == 3) terms.notAfter = with;
        if (which == 4) terms.decisionDelay = with;
        if (which == 5) terms.replacement = bytes32(uint256(with));
        if (which == 6) terms.version = with;
        if (which == 7) terms.salt = bytes32(uint256(with));
        if (which == 8) terms.legs[with % 2].rollup = with;
        if (which == 9) terms.legs[with % 2].escrow = address(uint160(with));
        if (which == 10) terms.legs[with % 2].lock = bytes32(uint256(with));
        if (which == 11) terms.legs[with % 2].preconditions = bytes32(uint256(with));
        if (which == 12) (terms.legs[0], terms.legs[1]) = (terms.legs[1], terms.legs[0]);
        if (which == 13) terms.legs[with % 2] = terms.legs[(with + 1) % 2];
    }

    function _refuse(BundleTerms memory terms, uint256 leg, bytes memory reason) private {
        vm.prank(DEPOSITOR);
        vm.expectRevert(reason);
        escrow.lock(terms, leg, token, AMOUNT, BENEFICIARY);
    }

    function _refuseBeneficiary(address beneficiary) private {
        BundleTerms memory terms = _swap(token, AMOUNT, DEPOSITOR, beneficiary);
        vm.prank(DEPOSITOR);
        vm.expectRevert(abi.encodeWithSelector(SwapEscrow.WrongBeneficiary.selector, beneficiary));
        escrow.lock(terms, LEG, token, AMOUNT, beneficiary);
    }

    function _expectBalances(uint256 depositor, uint256 beneficiary, uint256 held) private view {
        vm.assertEq(token.balanceOf(DEPOSITOR), depositor);
        vm.assertEq(token.balanceOf(BENEFICIARY), beneficiary);
        vm.assertEq(token.balanceOf(address(escrow)), held);
    }
}
