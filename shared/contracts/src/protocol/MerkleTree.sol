// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

/// @notice The way from a leaf to the root.
struct MerklePath {
    uint32 index; // place of the leaf, from 0
    uint32 size; // number of leaves
    bytes32[] siblings; // from leaf to root
}

/// @title Merkle trees in the shape of RFC 6962 with Keccak-256
/// @notice Leaf hash = Keccak(0x00 ‖ leaf), inner hash = Keccak(0x01 ‖ left ‖ right): a leaf never passes for an inner
/// node. A root commits to its leaves and their order, not to their number: who believes an index must know the size
/// from elsewhere; that a leaf is in the tree at all is shown by any size.
library MerkleTree {
    /// @notice The hash of one leaf.
    function leafHash(bytes memory leaf) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"00", leaf));
    }

    /// @notice Whether a leaf hash stands under a root (RFC 9162 section 2.1.3.2).
    /// @return False for a wrong path, one that is too long or too short, or an index outside the tree.
    function contains(bytes32 root, bytes32 leaf, MerklePath calldata path) internal pure returns (bool) {
        if (path.index >= path.size) {
            return false;
        }

        uint256 node = path.index;
        uint256 last = path.size - 1;
        bytes32 hash = leaf;
        for (uint256 i = 0; i < path.siblings.length; i++) {
            if (last == 0) {
                return false;
            }

            if (node & 1 == 0 && node != last) {
                hash = _nodeHash(hash, path.siblings[i]);
            } else {
                hash = _nodeHash(path.siblings[i], hash);
                while (node & 1 == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && hash == root;
    }

    function _nodeHash(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"01", left, right));
    }
}
