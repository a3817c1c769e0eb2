// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {SwapEscrow} from "../src/SwapEscrow.sol";
import {DemoToken} from "../src/demo/DemoToken.sol";
import {BundleTerms} from "../src/protocol/BundleTerms.sol";
import {OutcomeProof} from "../src/protocol/FinalityProof.sol";
import {OutcomeCode} from "../src/protocol/Outcome.sol";
import {EscrowTest} from "./support/EscrowTest.sol";
import {CallbackToken} from "./tokens/CallbackToken.sol";
import {FalseToken} from "./tokens/FalseToken.sol";
import {FeeToken} from "./tokens/FeeToken.sol";
import {SilentToken} from "./tokens/SilentToken.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

/// @title Tokens that do not do what ERC-20 says
contract SwapEscrowTokensTest is EscrowTest {
    function setUp() external {
        _deploy();
    }

    function test_A_token_that_returns_false_locks_nothing_and_pays_later() external {
        FalseToken liar = new FalseToken();
        _use(address(liar));
        BundleTerms memory terms = _swap();
        _refuseLock(terms, abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, liar));

        liar.set(false);
        bytes32 escrowId = _lock(terms);
        OutcomeProof memory proof = _decision(escrowId, OutcomeCode.COMMITTED);
        liar.set(true);
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, liar));
        escrow.release(escrowId, LEG, proof);
        vm.assertEq(_stateOf(escrowId), uint256(SwapEscrow.State.Locked));

        liar.set(false);
        escrow.release(escrowId, LEG, proof);
        vm.assertEq(token.balanceOf(BENEFICIARY), AMOUNT);
    }

    function test_A_token_that_takes_a_fee_is_not_locked() external {
        _use(address(new FeeToken()));
        _refuseLock(_swap(), abi.encodeWithSelector(SwapEscrow.WrongAmountReceived.selector, AMOUNT - 1));
    }

    function test_A_token_that_gives_more_is_not_locked() external {
        FeeToken generous = new FeeToken();
        generous.set(-3);
        _use(address(generous));
        _refuseLock(_swap(), abi.encodeWithSelector(SwapEscrow.WrongAmountReceived.selector, AMOUNT + 3));
    }

    function test_A_fee_that_comes_later_is_the_receivers_and_nobody_elses() external {
        FeeToken later = new FeeToken();
        later.set(0);
        _use(address(later));
        bytes32 escrowId = _lock(_swap());
        BundleTerms memory terms = _swap();
        terms.salt = keccak256("another deposit");
        _lock(terms);

        later.set(1);
        escrow.release(escrowId, LEG, _decision(escrowId, OutcomeCode.COMMITTED));
        vm.assertEq(token.balanceOf(BENEFICIARY), AMOUNT - 1);
        vm.assertEq(token.balanceOf(address(escrow)), AMOUNT);
    }

    function test_A_token_that_returns_nothing_is_taken_and_paid() external {
        _use(address(new SilentToken()));
        bytes32 escrowId = _lock(_swap());
        escrow.refund(escrowId, LEG, _decision(escrowId, OutcomeCode.ABORTED_LEG_FAILED));
        vm.assertEq(token.balanceOf(DEPOSITOR), 100 ether);
    }

    function test_Something_that_is_no_token_is_not_locked() external {
        token = IERC20(STRANGER);
        _refuseLock(_swap(), "");
    }

    function test_A_token_cannot_lock_while_it_is_locked() external {
        CallbackToken caller = _caller();
        BundleTerms memory terms = _swap();
        terms.salt = keccak256("another deposit");
        caller.onTransfer(address(escrow), abi.encodeCall(escrow.lock, (terms, LEG, token, AMOUNT, BENEFICIARY)));
        _lock(_swap());
        _expectRefusedTwice(caller);
        vm.assertEq(token.balanceOf(address(escrow)), AMOUNT);
    }

    function test_A_token_cannot_release_before_it_has_come() external {
        CallbackToken caller = _caller();
        DemoToken(address(token)).mint(address(escrow), AMOUNT);
        BundleTerms memory terms = _swap();
        bytes32 escrowId = escrow.escrowIdOf(terms);
        OutcomeProof memory proof = _decision(escrowId, OutcomeCode.COMMITTED);
        caller.onTransfer(address(escrow), abi.encodeCall(escrow.release, (escrowId, LEG, proof)));
        _lock(terms);
        _expectRefusedTwice(caller);
        vm.assertEq(token.balanceOf(address(escrow)), 2 * AMOUNT);
    }

    function test_A_token_cannot_be_paid_twice() external {
        CallbackToken caller = _caller();
        DemoToken(address(token)).mint(address(escrow), 10 * AMOUNT);
        bytes32 escrowId = _lock(_swap());
        OutcomeProof memory proof = _decision(escrowId, OutcomeCode.ABORTED_REFUSED);
        caller.onTransfer(address(escrow), abi.encodeCall(escrow.refund, (escrowId, LEG, proof)));
        escrow.refund(escrowId, LEG, proof);
        _expectRefusedTwice(caller);
        vm.assertEq(token.balanceOf(DEPOSITOR), 100 ether);
        vm.assertEq(token.balanceOf(address(escrow)), 10 * AMOUNT);
    }

    function test_Whoever_looks_during_a_payment_sees_it_paid() external {
        CallbackToken caller = _caller();
        bytes32 escrowId = _lock(_swap());
        caller.onTransfer(address(escrow), abi.encodeCall(escrow.depositOf, (escrowId, LEG)));
        escrow.release(escrowId, LEG, _decision(escrowId, OutcomeCode.COMMITTED));
        SwapEscrow.Deposit memory seen = abi.decode(caller.answer(), (SwapEscrow.Deposit));
        vm.assertTrue(seen.state == SwapEscrow.State.Released);
    }

    function _caller() private returns (CallbackToken caller) {
        caller = new CallbackToken();
        _use(address(caller));
    }

    function _use(address with) private {
        token = IERC20(with);
        _fund(token);
    }

    function _refuseLock(BundleTerms memory terms, bytes memory reason) private {
        vm.prank(DEPOSITOR);
        if (reason.length == 0) {
            vm.expectRevert();
        } else {
            vm.expectRevert(reason);
        }

        escrow.lock(terms, LEG, token, AMOUNT, BENEFICIARY);
        vm.assertEq(_stateOf(escrow.escrowIdOf(terms)), uint256(SwapEscrow.State.None));
    }

    function _expectRefusedTwice(CallbackToken caller) private view {
        vm.assertEq(caller.failures(), 2);
        vm.assertEq(caller.answer(), abi.encodeWithSelector(ReentrancyGuard.ReentrancyGuardReentrantCall.selector));
    }
}
