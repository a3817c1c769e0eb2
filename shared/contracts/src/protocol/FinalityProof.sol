// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {MerklePath} from "./MerkleTree.sol";

/// @notice The three votes of a view. The number is part of what is signed.
library VoteKind {
    uint8 internal constant NOTARIZE = 1;
    uint8 internal constant NULLIFY = 2;
    uint8 internal constant FINALIZE = 3;
}

/// @notice One member's vote inside a certificate; r‖s‖v of the wire form in parts.
struct VoteSignature {
    uint16 validator; // seat in the committee
    uint8 v; // 27 or 28
    bytes32 r;
    bytes32 s; // at most half the group order
}

/// @notice A quorum's votes of one kind in one view.
struct QuorumCertificate {
    uint8 kind;
    uint64 epoch;
    uint64 viewNumber;
    bytes32 blockHash;
    VoteSignature[] votes; // by strictly ascending validator
}

/// @notice Shows that a block is final (R18).
struct FinalityProof {
    bytes header; // RLP of the block's header
    bytes[] descendants; // RLP of the headers after it, by ascending height, up to the finalized one; usually none
    QuorumCertificate finalization; // of the header, or of the last descendant
}

/// @notice Shows how an item of lane 0 ended.
struct OutcomeProof {
    uint8 code; // how it ended, as the leaf says
    MerklePath path; // from the leaf to the header's outcomes root
    FinalityProof finality; // of the block that decided
}
