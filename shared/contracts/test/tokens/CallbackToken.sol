// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {DemoToken} from "../../src/demo/DemoToken.sol";

/// @title Calls somebody before and after every transfer, as ERC-777 does
contract CallbackToken is DemoToken("Callback", "CBK") {
    address private _target;
    bytes private _call;
    bytes public answer;
    uint256 public failures;

    function onTransfer(address target, bytes calldata call) external {
        _target = target;
        _call = call;
    }

    function _update(address from, address to, uint256 value) internal override {
        _callBack();
        super._update(from, to, value);
        _callBack();
    }

    function _callBack() private {
        if (_target == address(0)) {
            return;
        }

        (bool success, bytes memory returned) = _target.call(_call);
        answer = returned;
        failures += success ? 0 : 1;
    }
}
