// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {MerklePath} from "../../src/protocol/MerkleTree.sol";

/// @title The recursive definition of RFC 6962 section 2.1 with Keccak-256
library Trees {
    function root(bytes32[] memory leaves) internal pure returns (bytes32) {
        return leaves.length == 0 ? keccak256("") : _root(leaves, 0, leaves.length);
    }

    function prove(bytes32[] memory leaves, uint256 index) internal pure returns (MerklePath memory) {
        bytes32[] memory siblings = _path(leaves, index, 0, leaves.length);
        return MerklePath({index: uint32(index), size: uint32(leaves.length), siblings: siblings});
    }

    function _root(bytes32[] memory leaves, uint256 from, uint256 to) private pure returns (bytes32) {
        if (to - from == 1) {
            return leaves[from];
        }

        uint256 split = from + _split(to - from);
        return keccak256(bytes.concat(hex"01", _root(leaves, from, split), _root(leaves, split, to)));
    }

    function _path(bytes32[] memory leaves, uint256 index, uint256 from, uint256 to)
        private
        pure
        returns (bytes32[] memory)
    {
        if (to - from == 1) {
            return new bytes32[](0);
        }

        uint256 split = from + _split(to - from);
        return index < split
            ? _appended(_path(leaves, index, from, split), _root(leaves, split, to))
            : _appended(_path(leaves, index, split, to), _root(leaves, from, split));
    }

    function _appended(bytes32[] memory path, bytes32 sibling) private pure returns (bytes32[] memory longer) {
        longer = new bytes32[](path.length + 1);
        for (uint256 i = 0; i < path.length; i++) {
            longer[i] = path[i];
        }

        longer[path.length] = sibling;
    }

    /// @dev The largest power of two below the count.
    function _split(uint256 count) private pure returns (uint256 split) {
        for (split = 1; 2 * split < count; split *= 2) {}
    }
}
