// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {SwapEscrow} from "../../src/SwapEscrow.sol";
import {DemoToken} from "../../src/demo/DemoToken.sol";
import {BundleTerms, BundleTermsRules, LegTerms} from "../../src/protocol/BundleTerms.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {NetworkTest} from "./NetworkTest.sol";

/// @title An escrow on one of two rollups, and a swap between two parties
abstract contract EscrowTest is NetworkTest {
    uint64 internal constant ROLLUP = 901;
    uint64 internal constant OTHER_ROLLUP = 902;
    uint256 internal constant LEG = 1;
    uint256 internal constant AMOUNT = 5 ether;

    address internal immutable DEPOSITOR = _account("depositor");
    address internal immutable BENEFICIARY = _account("beneficiary");
    address internal immutable STRANGER = _account("stranger");

    SwapEscrow internal escrow;
    IERC20 internal token;

    function _deploy() internal {
        vm.warp(1_800_000_000);
        verifier = _committee(_equals(4));
        escrow = new SwapEscrow(verifier, ROLLUP);
    }

    function _fund(IERC20 with) internal {
        DemoToken(address(with)).mint(DEPOSITOR, 100 ether);
        vm.prank(DEPOSITOR);
        with.approve(address(escrow), type(uint256).max);
    }

    /// @dev Terms whose leg 1 is the depositor's on this rollup.
    function _swap(IERC20 what, uint256 amount, address depositor, address beneficiary)
        internal
        view
        returns (BundleTerms memory)
    {
        LegTerms[] memory legs = new LegTerms[](2);
        legs[0] = LegTerms({
            rollup: OTHER_ROLLUP, escrow: _account("other escrow"), lock: bytes32(uint256(1)), preconditions: 0
        });
        legs[LEG] = LegTerms({
            rollup: ROLLUP,
            escrow: address(escrow),
            lock: keccak256(abi.encode(what, amount, depositor, beneficiary)),
            preconditions: 0
        });
        return BundleTerms({
            network: NETWORK,
            mode: BundleTermsRules.EXECUTION,
            submitter: STRANGER,
            notAfter: 1_800_000_060_000,
            decisionDelay: 5000,
            replacement: 0,
            version: 0,
            salt: keccak256("salt"),
            legs: legs
        });
    }

    function _swap() internal view returns (BundleTerms memory) {
        return _swap(token, AMOUNT, DEPOSITOR, BENEFICIARY);
    }

    function _lock(BundleTerms memory terms) internal returns (bytes32 escrowId) {
        vm.prank(DEPOSITOR);
        escrow.lock(terms, LEG, token, AMOUNT, BENEFICIARY);
        return escrow.escrowIdOf(terms);
    }

    function _stateOf(bytes32 escrowId) internal view returns (uint256) {
        return uint256(escrow.depositOf(escrowId, LEG).state);
    }
}
