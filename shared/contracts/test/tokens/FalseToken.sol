// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {DemoToken} from "../../src/demo/DemoToken.sol";

/// @title Returns false instead of reverting, and moves nothing, once told to
contract FalseToken is DemoToken("False", "FLS") {
    bool public isFalse = true;

    function set(bool isFalse_) external {
        isFalse = isFalse_;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        return !isFalse && super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        return !isFalse && super.transferFrom(from, to, value);
    }
}
