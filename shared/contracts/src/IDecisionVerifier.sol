// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {OutcomeProof} from "./protocol/FinalityProof.sol";

/// @title Tells what a network's final chain decided
interface IDecisionVerifier {
    /// @notice The network whose chain it follows.
    function network() external view returns (bytes32);

    /// @notice The decision on an escrow id, at most one for ever.
    /// @dev Reverts unless the proof shows a decision leaf of exactly this id in a final block of the network.
    /// @return code Of the leaf: 23 Committed, 24 to 27 Aborted.
    function decisionOf(bytes32 escrowId, OutcomeProof calldata proof) external view returns (uint8 code);
}
