// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {BundleTerms, LegTerms} from "../../src/protocol/BundleTerms.sol";

import {Test} from "./Test.sol";

/// @title Reads the terms of tests/Vectors/bundles.json
abstract contract TermsVectors is Test {
    string internal constant BUNDLES = "../../tests/Vectors/bundles.json";

    function _terms(string memory json, string memory key) internal view returns (BundleTerms memory) {
        uint256 count = 0;
        while (vm.keyExistsJson(json, _place(string.concat(key, ".legs"), count))) {
            count++;
        }

        LegTerms[] memory legs = new LegTerms[](count);
        for (uint256 i = 0; i < count; i++) {
            legs[i] = _leg(json, _place(string.concat(key, ".legs"), i));
        }

        return BundleTerms({
            network: vm.parseJsonBytes32(json, string.concat(key, ".network")),
            mode: uint8(vm.parseJsonUint(json, string.concat(key, ".mode"))),
            submitter: vm.parseJsonAddress(json, string.concat(key, ".submitter")),
            notAfter: uint64(vm.parseJsonUint(json, string.concat(key, ".notAfter"))),
            decisionDelay: uint64(vm.parseJsonUint(json, string.concat(key, ".decisionDelay"))),
            replacement: vm.parseJsonBytes32(json, string.concat(key, ".replacement")),
            version: uint64(vm.parseJsonUint(json, string.concat(key, ".version"))),
            salt: vm.parseJsonBytes32(json, string.concat(key, ".salt")),
            legs: legs
        });
    }

    function _place(string memory key, uint256 index) internal pure returns (string memory) {
        return string.concat(key, "[", vm.toString(index), "]");
    }

    function _leg(string memory json, string memory key) private pure returns (LegTerms memory) {
        return LegTerms({
            rollup: uint64(vm.parseJsonUint(json, string.concat(key, ".rollup"))),
            escrow: vm.parseJsonAddress(json, string.concat(key, ".escrow")),
            lock: vm.parseJsonBytes32(json, string.concat(key, ".lock")),
            preconditions: vm.parseJsonBytes32(json, string.concat(key, ".preconditions"))
        });
    }
}
