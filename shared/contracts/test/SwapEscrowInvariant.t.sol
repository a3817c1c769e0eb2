// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {SwapEscrow} from "../src/SwapEscrow.sol";
import {Swaps} from "./support/Swaps.sol";
import {Test} from "./support/Test.sol";

/// @title Whatever is called in whatever order: nothing moves twice, to the wrong party, or stays after a decision
contract SwapEscrowInvariantTest is Test {
    Swaps private _swaps;

    function setUp() external {
        _swaps = new Swaps();
    }

    /// @dev What forge calls at random.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_swaps);
    }

    function invariant_Every_deposit_is_where_its_decision_says_and_every_balance_follows() external view {
        vm.assertEq(_swaps.held(), _swaps.given() + _swaps.locked(), "the escrow holds what is locked");
        for (uint256 i = 0; i < _swaps.PARTIES(); i++) {
            vm.assertEq(_swaps.balanceOf(i), _swaps.expectedBalanceOf(i), "every party has what it should");
        }

        for (uint256 i = 0; i < _swaps.SWAPS(); i++) {
            vm.assertTrue(_swaps.stateOf(i) == _swaps.expectedStateOf(i), "the state is what was done");
        }
    }

    /// @dev After every sequence.
    function afterInvariant() external {
        for (uint256 i = 0; i < _swaps.SWAPS(); i++) {
            _swaps.decide(i, uint8(i));
            _swaps.settle(i, uint8(i), i);
            vm.assertTrue(_swaps.stateOf(i) != SwapEscrow.State.Locked, "a decision frees every deposit");
        }

        vm.assertEq(_swaps.locked(), 0, "nothing is left");
        vm.assertEq(_swaps.held(), _swaps.given(), "nothing but gifts is left");
    }
}
