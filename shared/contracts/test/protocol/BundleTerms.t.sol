// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {BundleTerms, BundleTermsRules, LegTerms} from "../../src/protocol/BundleTerms.sol";
import {TermsVectors} from "../support/TermsVectors.sol";

contract BundleTermsTest is TermsVectors {
    function structHashOf(BundleTerms calldata terms) external pure returns (bytes32) {
        return BundleTermsRules.structHashOf(terms);
    }

    function escrowIdOf(BundleTerms calldata terms) external pure returns (bytes32) {
        return BundleTermsRules.escrowIdOf(terms);
    }

    function requireDecidable(BundleTerms calldata terms) external pure {
        BundleTermsRules.requireDecidable(terms);
    }

    function test_Terms_of_the_shared_vectors_have_the_hashes_that_wallets_compute() external view {
        string memory json = vm.readFile(BUNDLES);
        uint256 count = 0;
        for (; vm.keyExistsJson(json, _vector(count)); count++) {
            BundleTerms memory terms = _terms(json, string.concat(_vector(count), ".value"));
            vm.assertEq(
                this.structHashOf(terms), vm.parseJsonBytes32(json, string.concat(_vector(count), ".structHash"))
            );
            vm.assertEq(this.escrowIdOf(terms), vm.parseJsonBytes32(json, string.concat(_vector(count), ".digest")));
        }

        vm.assertEq(count, 4);
    }

    function test_The_execution_terms_of_the_shared_vectors_are_decidable_and_no_others() external {
        string memory json = vm.readFile(BUNDLES);
        for (uint256 i = 0; i < 4; i++) {
            BundleTerms memory terms = _terms(json, string.concat(_vector(i), ".value"));
            if (terms.mode != BundleTermsRules.EXECUTION) {
                vm.expectRevert(BundleTermsRules.MalformedTerms.selector);
            }

            this.requireDecidable(terms);
        }
    }

    function test_Malformed_terms_of_the_shared_vectors_are_refused() external {
        string memory json = vm.readFile(BUNDLES);
        uint256 count = 0;
        for (; vm.keyExistsJson(json, _place(".malformed", count)); count++) {
            BundleTerms memory terms = _terms(json, string.concat(_place(".malformed", count), ".value"));
            vm.expectRevert(BundleTermsRules.MalformedTerms.selector);
            this.requireDecidable(terms);
        }

        vm.assertEq(count, 12);
    }

    function test_Terms_without_a_submitter_are_refused() external {
        BundleTerms memory terms = _wellFormed(2);
        this.requireDecidable(terms);
        terms.submitter = address(0);
        vm.expectRevert(BundleTermsRules.MalformedTerms.selector);
        this.requireDecidable(terms);
    }

    function test_Two_legs_of_one_rollup_are_refused_wherever_they_stand(uint256 size, uint256 one, uint256 other)
        external
    {
        BundleTerms memory terms = _wellFormed(_within(size, BundleTermsRules.MIN_LEGS, BundleTermsRules.MAX_LEGS));
        (one, other) = (one % terms.legs.length, other % terms.legs.length);
        terms.legs[one].rollup = terms.legs[other].rollup;
        if (one != other) {
            vm.expectRevert(BundleTermsRules.MalformedTerms.selector);
        }

        this.requireDecidable(terms);
    }

    function _wellFormed(uint256 legs) private pure returns (BundleTerms memory terms) {
        terms.mode = BundleTermsRules.EXECUTION;
        terms.submitter = _account("submitter");
        terms.decisionDelay = 1;
        terms.legs = new LegTerms[](legs);
        for (uint256 i = 0; i < legs; i++) {
            terms.legs[i].rollup = uint64(i + 1);
        }
    }

    function _vector(uint256 index) private pure returns (string memory) {
        return _place(".signed.BundleTerms", index);
    }
}
