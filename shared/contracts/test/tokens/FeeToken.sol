// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {DemoToken} from "../../src/demo/DemoToken.sol";

/// @title Burns a part of every transfer, or mints something on top
contract FeeToken is DemoToken("Fee", "FEE") {
    int256 public fee = 1;

    function set(int256 fee_) external {
        fee = fee_;
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (from == address(0) || to == address(0)) {
            return;
        }

        if (fee > 0) {
            _burn(to, uint256(fee));
        } else {
            _mint(to, uint256(-fee));
        }
    }
}
