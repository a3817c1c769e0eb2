// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {BlockHeader} from "../../src/protocol/BlockHeader.sol";

/// @title Writes RLP, as the Yellow Paper defines it; shares nothing with the contracts' reader
library Rlp {
    function encode(BlockHeader memory header) internal pure returns (bytes memory) {
        return list(
            bytes.concat(
                bytes.concat(
                    hex"a0",
                    header.network,
                    integer(header.epoch),
                    integer(header.height),
                    integer(header.viewNumber),
                    hex"a0",
                    header.parent
                ),
                bytes.concat(
                    integer(header.timestamp),
                    integer(header.leader),
                    hex"a0",
                    header.batchesRoot,
                    hex"a0",
                    header.rollupsRoot,
                    hex"a0",
                    header.outcomesRoot
                )
            )
        );
    }

    /// @dev For contents of 56 to 255 bytes.
    function list(bytes memory items) internal pure returns (bytes memory) {
        return bytes.concat(hex"f8", bytes1(uint8(items.length)), items);
    }

    function integer(uint256 value) internal pure returns (bytes memory) {
        if (value != 0 && value < 0x80) {
            return abi.encodePacked(uint8(value));
        }

        bytes memory digits = "";
        for (; value != 0; value >>= 8) {
            digits = bytes.concat(bytes1(uint8(value)), digits);
        }

        return bytes.concat(bytes1(uint8(0x80 + digits.length)), digits);
    }
}
