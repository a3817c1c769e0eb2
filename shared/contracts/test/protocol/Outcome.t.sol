// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {OutcomeCode, Outcomes} from "../../src/protocol/Outcome.sol";
import {TermsVectors} from "../support/TermsVectors.sol";

contract OutcomeTest is TermsVectors {
    function test_Leaves_of_the_shared_vectors_are_plain_RLP() external view {
        string memory json = vm.readFile(BUNDLES);
        uint256 count = 0;
        for (; vm.keyExistsJson(json, _place(".decisions", count)); count++) {
            string memory key = _place(".decisions", count);
            bytes32 leafHash = Outcomes.sharedLeafHash(
                uint8(vm.parseJsonUint(json, string.concat(key, ".kind"))),
                vm.parseJsonBytes32(json, string.concat(key, ".subject")),
                uint8(vm.parseJsonUint(json, string.concat(key, ".code")))
            );
            vm.assertEq(leafHash, vm.parseJsonBytes32(json, string.concat(key, ".leafHash")));
        }

        vm.assertEq(count, 6);
    }

    function test_Aborts_are_the_codes_24_to_27(uint8 code) external pure {
        vm.assertTrue(OutcomeCode.isAbort(code) == (code == 24 || code == 25 || code == 26 || code == 27));
    }
}
