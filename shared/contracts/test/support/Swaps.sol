// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {SwapEscrow} from "../../src/SwapEscrow.sol";
import {DemoToken} from "../../src/demo/DemoToken.sol";
import {BundleTerms} from "../../src/protocol/BundleTerms.sol";
import {OutcomeProof, VoteKind} from "../../src/protocol/FinalityProof.sol";
import {OutcomeCode, OutcomeKind} from "../../src/protocol/Outcome.sol";

import {EscrowTest} from "./EscrowTest.sol";

/// @title Several swaps between few parties, and everything that right and wrong callers may try
/// @dev The book kept here is simple on purpose and shares nothing with the escrow.
contract Swaps is EscrowTest {
    uint256 public constant SWAPS = 6;
    uint256 public constant PARTIES = 3;
    uint256 private constant START = 1000 ether;

    mapping(uint256 swap => uint8 code) private _decided;
    mapping(uint256 swap => SwapEscrow.State) public expectedStateOf;
    mapping(uint256 party => int256) private _moved;
    uint256 public given;
    bytes32[SWAPS] private _ids;

    constructor() {
        _deploy();
        token = new DemoToken("Demo", "DMO");
        for (uint256 i = 0; i < PARTIES; i++) {
            DemoToken(address(token)).mint(_party(i), START);
            vm.prank(_party(i));
            token.approve(address(escrow), type(uint256).max);
        }

        for (uint256 swap = 0; swap < SWAPS; swap++) {
            _ids[swap] = escrow.escrowIdOf(_terms(swap));
        }
    }

    // What anybody may try

    function lock(uint256 swap, uint256 caller) external {
        swap = swap % SWAPS;
        caller = caller % PARTIES;
        bool isRight = caller == _depositor(swap) && expectedStateOf[swap] == SwapEscrow.State.None;
        vm.prank(_party(caller));
        try escrow.lock(_terms(swap), LEG, token, _amount(swap), _party(_beneficiary(swap))) {
            vm.assertTrue(isRight, "only the depositor locks, and once");
            expectedStateOf[swap] = SwapEscrow.State.Locked;
            _moved[caller] -= int256(_amount(swap));
        } catch {
            vm.assertFalse(isRight);
        }
    }

    function lockSomethingElse(uint256 swap, uint256 caller, uint256 amount, uint256 beneficiary, uint256 leg)
        external
    {
        swap = swap % SWAPS;
        beneficiary = beneficiary % PARTIES;
        amount = _within(amount, 0, 2 ether);
        leg = leg % 4;
        if (beneficiary != _beneficiary(swap) || amount != _amount(swap) || leg != LEG) {
            BundleTerms memory terms = _terms(swap);
            vm.prank(_party(caller % PARTIES));
            try escrow.lock(terms, leg, token, amount, _party(beneficiary)) {
                vm.assertTrue(false, "only what is agreed is locked");
            } catch {}
        }
    }

    /// @dev The chain decides once; later calls change nothing.
    function decide(uint256 swap, uint8 code) public {
        swap = swap % SWAPS;
        if (_decided[swap] == 0) {
            _decided[swap] = uint8(_within(code, OutcomeCode.COMMITTED, OutcomeCode.ABORTED_EXPIRED));
        }
    }

    /// @dev Anybody brings the decision, to the right door or to the wrong one.
    function settle(uint256 swap, uint8 door, uint256 caller) public {
        swap = swap % SWAPS;
        uint8 code = _decided[swap];
        if (code == 0) {
            return;
        }

        OutcomeProof memory proof = _decision(_ids[swap], code);
        _try(swap, proof, door % 2 == 0, code, caller);
        _try(swap, proof, door % 2 != 0, code, caller);
    }

    /// @dev Everything that looks like a proof and is none, at both doors.
    function forge(uint256 swap, uint8 how, uint8 code, uint256 other) external {
        swap = swap % SWAPS;
        code = uint8(_within(code, OutcomeCode.COMMITTED, OutcomeCode.ABORTED_EXPIRED));
        OutcomeProof memory proof = _forged(swap, how % 6, code, other % SWAPS);
        bytes32 escrowId = _ids[swap];
        try escrow.release(escrowId, LEG, proof) {
            vm.assertTrue(false, "a false proof releases nothing");
        } catch {}
        try escrow.refund(escrowId, LEG, proof) {
            vm.assertTrue(false, "a false proof refunds nothing");
        } catch {}
    }

    function give(uint256 amount) external {
        amount = _within(amount, 1, 5 ether);
        given += amount;
        DemoToken(address(token)).mint(address(escrow), amount);
    }

    function wait(uint256 span) external {
        vm.warp(block.timestamp + _within(span, 1, 1 hours));
    }

    // What should be

    function locked() external view returns (uint256 sum) {
        for (uint256 swap = 0; swap < SWAPS; swap++) {
            sum += expectedStateOf[swap] == SwapEscrow.State.Locked ? _amount(swap) : 0;
        }
    }

    function expectedBalanceOf(uint256 party) external view returns (uint256) {
        return uint256(int256(START) + _moved[party]);
    }

    // What is

    function held() external view returns (uint256) {
        return token.balanceOf(address(escrow));
    }

    function balanceOf(uint256 party) external view returns (uint256) {
        return token.balanceOf(_party(party));
    }

    function stateOf(uint256 swap) external view returns (SwapEscrow.State) {
        return escrow.depositOf(_ids[swap], LEG).state;
    }

    function _try(uint256 swap, OutcomeProof memory proof, bool releases, uint8 code, uint256 caller) private {
        bool isRight = expectedStateOf[swap] == SwapEscrow.State.Locked && releases == (code == OutcomeCode.COMMITTED);
        bytes32 escrowId = _ids[swap];
        vm.prank(_party(caller % PARTIES));
        (bool success,) = address(escrow)
            .call(
                releases
                    ? abi.encodeCall(escrow.release, (escrowId, LEG, proof))
                    : abi.encodeCall(escrow.refund, (escrowId, LEG, proof))
            );
        vm.assertTrue(success == isRight, "a decision settles its deposit, at the right door, and once");
        if (success) {
            expectedStateOf[swap] = releases ? SwapEscrow.State.Released : SwapEscrow.State.Refunded;
            _moved[releases ? _beneficiary(swap) : _depositor(swap)] += int256(_amount(swap));
        }
    }

    function _forged(uint256 swap, uint8 how, uint8 code, uint256 other)
        private
        view
        returns (OutcomeProof memory proof)
    {
        bytes32 escrowId = _ids[swap];
        proof = _decision(escrowId, code);
        if (how == 0) {
            // Another swap's decision, or this one's under another kind.
            proof =
                other == swap ? _outcome(OutcomeKind.BUNDLE, escrowId, code, _seats(3)) : _decision(_ids[other], code);
        } else if (how == 1) {
            proof = _outcome(OutcomeKind.DECISION, escrowId, code, _seats(2));
        } else if (how == 2) {
            proof.finality.finalization =
                _certificate(VoteKind.NOTARIZE, verifier.finalHeader(proof.finality), _seats(4));
        } else if (how == 3) {
            // The other decision's votes under this one's header.
            uint8 opposite = code == OutcomeCode.COMMITTED ? OutcomeCode.ABORTED_REFUSED : OutcomeCode.COMMITTED;
            proof.finality.finalization = _decision(escrowId, opposite).finality.finalization;
        } else if (how == 4) {
            proof.code = code == OutcomeCode.COMMITTED ? OutcomeCode.ABORTED_REFUSED : OutcomeCode.COMMITTED;
        } else {
            proof.finality.finalization.votes[1] = proof.finality.finalization.votes[0];
        }
    }

    function _terms(uint256 swap) private view returns (BundleTerms memory terms) {
        terms = _swap(token, _amount(swap), _party(_depositor(swap)), _party(_beneficiary(swap)));
        terms.salt = bytes32(swap);
    }

    function _amount(uint256 swap) private pure returns (uint256) {
        return (swap + 1) * 0.25 ether;
    }

    function _depositor(uint256 swap) private pure returns (uint256) {
        return swap % PARTIES;
    }

    function _beneficiary(uint256 swap) private pure returns (uint256) {
        return (swap + 1 + swap / PARTIES) % PARTIES;
    }

    function _party(uint256 party) private pure returns (address) {
        return address(uint160(0xa11ce0 + party));
    }
}
