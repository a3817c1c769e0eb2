// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {MerkleTree} from "./MerkleTree.sol";

/// @notice What an outcome is about.
library OutcomeKind {
    uint8 internal constant BUNDLE = 3;
    uint8 internal constant DECISION = 4;
}

/// @notice How an ordered item ended: the codes that move funds.
library OutcomeCode {
    uint8 internal constant COMMITTED = 23;
    uint8 internal constant ABORTED_REFUSED = 24;
    uint8 internal constant ABORTED_LEG_FAILED = 25;
    uint8 internal constant ABORTED_DEADLINE = 26;
    uint8 internal constant ABORTED_EXPIRED = 27;

    /// @notice Whether the decision is an Abort, for whatever reason.
    function isAbort(uint8 code) internal pure returns (bool) {
        return code >= ABORTED_REFUSED && code <= ABORTED_EXPIRED;
    }
}

/// @title Leaves under a header's outcomes root
library Outcomes {
    /// @notice A number that RLP doesn't write as the byte itself.
    error UnknownOutcome(uint8 kind, uint8 code);

    /// @notice Leaf hash of an outcome of lane 0, the lane of what concerns several rollups: RLP [kind, 0, subject, code].
    /// Kind and code are written as the byte itself, which is right for 1 to 127 only.
    function sharedLeafHash(uint8 kind, bytes32 subject, uint8 code) internal pure returns (bytes32) {
        require(kind != 0 && kind < 0x80 && code != 0 && code < 0x80, UnknownOutcome(kind, code));
        return MerkleTree.leafHash(abi.encodePacked(hex"e4", kind, hex"80a0", subject, code));
    }
}
