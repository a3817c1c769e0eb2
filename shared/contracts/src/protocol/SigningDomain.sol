// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

/// @title The EIP-712 domain of everything the sequencer and its users sign
/// @notice Name "SharedSequencer", version "1"; no chain id and no contract: the network is a field of every structure.
library SigningDomain {
    /// @notice keccak256(abi.encode(keccak256("EIP712Domain(string name,string version)"),
    /// keccak256("SharedSequencer"), keccak256("1"))).
    bytes32 internal constant SEPARATOR = 0x0a548662809d55021e983660df1f41178e40753efff8de77f03a583a201e77f0;

    /// @notice What is signed for a structure with this EIP-712 hash.
    function digest(bytes32 structHash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", SEPARATOR, structHash));
    }
}
