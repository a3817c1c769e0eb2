// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {SigningDomain} from "./SigningDomain.sol";

/// @notice One rollup's part of a bundle's terms.
struct LegTerms {
    uint64 rollup;
    address escrow; // the contract that must hold the lock; zero: none
    bytes32 lock; // hash of what is locked
    bytes32 preconditions; // zero in execution mode
}

/// @notice What the parties of a bundle agree on before anybody signs a transaction.
struct BundleTerms {
    bytes32 network;
    uint8 mode; // 1 inclusion, 2 precondition, 3 execution
    address submitter;
    uint64 notAfter; // milliseconds of chain time
    uint64 decisionDelay; // milliseconds
    bytes32 replacement;
    uint64 version;
    bytes32 salt;
    LegTerms[] legs;
}

/// @title Names terms, and tells which the sequencer will decide about
library BundleTermsRules {
    /// @notice The sequencer takes no terms like these for a bundle, so it would never decide about them.
    error MalformedTerms();

    uint8 internal constant EXECUTION = 3;
    uint64 internal constant MAX_DECISION_DELAY = 10 minutes * 1000;
    uint256 internal constant MIN_LEGS = 2;
    uint256 internal constant MAX_LEGS = 16;

    bytes32 internal constant LEG_TYPE_HASH =
        keccak256("LegTerms(uint64 rollup,address escrow,bytes32 lock,bytes32 preconditions)");
    bytes32 internal constant TERMS_TYPE_HASH = keccak256(
        "BundleTerms(bytes32 network,uint8 mode,address submitter,uint64 notAfter,uint64 decisionDelay,bytes32 replacement,"
        "uint64 version,bytes32 salt,LegTerms[] legs)"
        "LegTerms(uint64 rollup,address escrow,bytes32 lock,bytes32 preconditions)"
    );

    /// @notice The escrow id: EIP-712 digest of the terms.
    function escrowIdOf(BundleTerms calldata terms) internal pure returns (bytes32) {
        return SigningDomain.digest(structHashOf(terms));
    }

    /// @notice EIP-712 hash of the terms as a structure.
    function structHashOf(BundleTerms calldata terms) internal pure returns (bytes32) {
        bytes32[] memory legs = new bytes32[](terms.legs.length);
        for (uint256 i = 0; i < legs.length; i++) {
            LegTerms calldata leg = terms.legs[i];
            legs[i] = keccak256(abi.encode(LEG_TYPE_HASH, leg.rollup, leg.escrow, leg.lock, leg.preconditions));
        }

        return keccak256(
            abi.encode(
                TERMS_TYPE_HASH,
                terms.network,
                terms.mode,
                terms.submitter,
                terms.notAfter,
                terms.decisionDelay,
                terms.replacement,
                terms.version,
                terms.salt,
                keccak256(abi.encodePacked(legs))
            )
        );
    }

    /// @notice Refuses terms that are not the well-formed terms of an execution bundle: nobody could ever get a decision
    /// about those, and what is locked under them would stay locked. At least as strict as the sequencer.
    function requireDecidable(BundleTerms calldata terms) internal pure {
        bool formed = terms.mode == EXECUTION && terms.submitter != address(0) && terms.decisionDelay != 0
            && terms.decisionDelay <= MAX_DECISION_DELAY && (terms.replacement == 0) == (terms.version == 0)
            && terms.legs.length >= MIN_LEGS && terms.legs.length <= MAX_LEGS;
        require(formed, MalformedTerms());
        for (uint256 i = 0; i < terms.legs.length; i++) {
            _requireWellFormed(terms.legs, i);
        }
    }

    function _requireWellFormed(LegTerms[] calldata legs, uint256 place) private pure {
        LegTerms calldata leg = legs[place];
        bool formed = leg.rollup != 0 && leg.preconditions == 0 && (leg.escrow == address(0)) == (leg.lock == 0);
        require(formed, MalformedTerms());
        for (uint256 earlier = 0; earlier < place; earlier++) {
            require(legs[earlier].rollup != leg.rollup, MalformedTerms());
        }
    }
}
