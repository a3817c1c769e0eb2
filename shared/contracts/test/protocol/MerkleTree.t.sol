// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {MerklePath, MerkleTree} from "../../src/protocol/MerkleTree.sol";
import {Test} from "../support/Test.sol";
import {Trees} from "../support/Trees.sol";

contract MerkleTreeTest is Test {
    string private constant VECTORS = "../../tests/Vectors/merkle-keccak.json";

    function contains(bytes32 root, bytes32 leaf, MerklePath calldata path) external pure returns (bool) {
        return MerkleTree.contains(root, leaf, path);
    }

    function test_Every_path_of_the_shared_vectors_leads_to_its_root() external view {
        string memory json = vm.readFile(VECTORS);
        uint256 paths = 0;
        for (uint256 tree = 0; vm.keyExistsJson(json, _tree(tree)); tree++) {
            bytes32 root = vm.parseJsonBytes32(json, string.concat(_tree(tree), ".root"));
            bytes[] memory leaves = vm.parseJsonBytesArray(json, string.concat(_tree(tree), ".leaves"));
            for (uint256 i = 0; vm.keyExistsJson(json, _proof(tree, i)); i++) {
                MerklePath memory path = _path(json, _proof(tree, i), uint32(leaves.length));
                vm.assertTrue(this.contains(root, MerkleTree.leafHash(leaves[path.index]), path));
                paths++;
            }
        }

        vm.assertTrue(paths > 30);
    }

    function test_Every_leaf_is_shown_by_its_path_only(uint256 seed, uint256 size, uint256 index, uint256 other)
        external
        view
    {
        bytes32[] memory leaves = _leaves(seed, _within(size, 1, 70));
        index = index % leaves.length;
        bytes32 root = Trees.root(leaves);
        MerklePath memory path = Trees.prove(leaves, index);
        vm.assertTrue(this.contains(root, leaves[index], path));

        vm.assertFalse(this.contains(root, keccak256("another leaf"), path));
        vm.assertFalse(this.contains(keccak256("another root"), leaves[index], path));
        if (path.siblings.length > 0) {
            uint256 place = other % path.siblings.length;
            path.siblings[place] ^= bytes32(uint256(1) << (seed % 256));
            vm.assertFalse(this.contains(root, leaves[index], path));
        }
    }

    function test_A_leaf_is_not_shown_at_another_place(uint256 seed, uint256 size, uint256 index, uint256 other)
        external
        view
    {
        bytes32[] memory leaves = _leaves(seed, _within(size, 2, 70));
        index = index % leaves.length;
        other = other % leaves.length;
        if (other != index) {
            MerklePath memory path = Trees.prove(leaves, index);
            path.index = uint32(other);
            vm.assertFalse(this.contains(Trees.root(leaves), leaves[index], path));
        }
    }

    function test_A_path_that_is_too_long_or_too_short_is_refused() external view {
        bytes32[] memory leaves = _leaves(1, 5);
        MerklePath memory path = Trees.prove(leaves, 2);
        bytes32[] memory siblings = path.siblings;
        path.siblings = new bytes32[](siblings.length - 1);
        for (uint256 i = 0; i < path.siblings.length; i++) {
            path.siblings[i] = siblings[i];
        }

        vm.assertFalse(this.contains(Trees.root(leaves), leaves[2], path));
        path.siblings = new bytes32[](siblings.length + 1);
        for (uint256 i = 0; i < siblings.length; i++) {
            path.siblings[i] = siblings[i];
        }

        vm.assertFalse(this.contains(Trees.root(leaves), leaves[2], path));
    }

    function test_A_path_beyond_the_top_of_a_smaller_tree_is_refused() external view {
        bytes32[] memory leaves = _leaves(3, 2);
        MerklePath memory path = Trees.prove(leaves, 1);
        vm.assertTrue(this.contains(Trees.root(leaves), leaves[1], path));
        (path.index, path.size) = (0, 1);
        vm.assertFalse(this.contains(Trees.root(leaves), leaves[1], path));
    }

    function test_An_index_outside_the_tree_is_refused() external view {
        bytes32 leaf = keccak256("a leaf");
        MerklePath memory path;
        vm.assertFalse(this.contains(leaf, leaf, path));
        path.index = 1;
        path.size = 1;
        vm.assertFalse(this.contains(leaf, leaf, path));
        path.index = 0;
        vm.assertTrue(this.contains(leaf, leaf, path));
    }

    function test_An_inner_node_is_no_leaf() external view {
        bytes32[] memory leaves = _leaves(2, 4);
        bytes memory children = bytes.concat(leaves[0], leaves[1]);
        bytes32[] memory half = new bytes32[](1);
        half[0] = keccak256(bytes.concat(hex"01", leaves[2], leaves[3]));
        MerklePath memory path = MerklePath({index: 0, size: 2, siblings: half});
        bytes32 root = Trees.root(leaves);
        vm.assertTrue(this.contains(root, keccak256(bytes.concat(hex"01", children)), path));
        vm.assertFalse(this.contains(root, MerkleTree.leafHash(children), path));
    }

    function _leaves(uint256 seed, uint256 count) private pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) {
            leaves[i] = keccak256(abi.encode(seed, i));
        }
    }

    function _path(string memory json, string memory key, uint32 size) private pure returns (MerklePath memory) {
        return MerklePath({
            index: uint32(vm.parseJsonUint(json, string.concat(key, ".index"))),
            size: size,
            siblings: vm.parseJsonBytes32Array(json, string.concat(key, ".path"))
        });
    }

    function _tree(uint256 index) private pure returns (string memory) {
        return string.concat(".vectors[", vm.toString(index), "]");
    }

    function _proof(uint256 tree, uint256 index) private pure returns (string memory) {
        return string.concat(_tree(tree), ".proofs[", vm.toString(index), "]");
    }
}
