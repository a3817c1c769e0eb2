// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

/// @notice What a block commits to. The Keccak-256 of its encoding is the block's name and what validators vote on.
struct BlockHeader {
    bytes32 network;
    uint64 epoch;
    uint64 height;
    uint64 viewNumber;
    bytes32 parent;
    uint64 timestamp; // milliseconds of chain time
    uint16 leader;
    bytes32 batchesRoot;
    bytes32 rollupsRoot;
    bytes32 outcomesRoot;
}

/// @title Reads block headers
/// @notice RLP of the fields in the order of the structure. Accepts the one canonical form only, so that equal content
/// means equal bytes means an equal hash.
library BlockHeaders {
    /// @notice Not the canonical RLP of a block header, or bytes after it.
    error MalformedHeader();

    uint256 private constant LONG_LIST = 0xf8; // followed by one byte of length
    uint256 private constant LONGEST_SHORT = 55;
    uint256 private constant HASH = 0xa0; // followed by 32 bytes
    uint256 private constant EMPTY = 0x80;

    /// @notice Decodes a header. Five hashes and five integers take 170 to 206 bytes; anything else costs little.
    function decode(bytes calldata encoded) internal pure returns (BlockHeader memory header) {
        bool framed = encoded.length > 2 + LONGEST_SHORT && uint8(encoded[0]) == LONG_LIST
            && 2 + uint256(uint8(encoded[1])) == encoded.length;
        require(framed, MalformedHeader());
        uint256 offset = 2;
        (header.network, offset) = _hash(encoded, offset);
        (header.epoch, offset) = _uint64(encoded, offset);
        (header.height, offset) = _uint64(encoded, offset);
        (header.viewNumber, offset) = _uint64(encoded, offset);
        (header.parent, offset) = _hash(encoded, offset);
        (header.timestamp, offset) = _uint64(encoded, offset);
        (header.leader, offset) = _uint16(encoded, offset);
        (header.batchesRoot, offset) = _hash(encoded, offset);
        (header.rollupsRoot, offset) = _hash(encoded, offset);
        (header.outcomesRoot, offset) = _hash(encoded, offset);
        require(offset == encoded.length, MalformedHeader());
    }

    function _hash(bytes calldata encoded, uint256 offset) private pure returns (bytes32, uint256 next) {
        next = offset + 33;
        require(next <= encoded.length && uint8(encoded[offset]) == HASH, MalformedHeader());
        return (bytes32(encoded[offset + 1:next]), next);
    }

    function _uint64(bytes calldata encoded, uint256 offset) private pure returns (uint64, uint256 next) {
        uint256 value;
        (value, next) = _integer(encoded, offset, 8);
        return (uint64(value), next);
    }

    function _uint16(bytes calldata encoded, uint256 offset) private pure returns (uint16, uint256 next) {
        uint256 value;
        (value, next) = _integer(encoded, offset, 2);
        return (uint16(value), next);
    }

    /// @dev The shortest form only: no leading zero, nothing below 0x80 behind a length byte.
    function _integer(bytes calldata encoded, uint256 offset, uint256 longest)
        private
        pure
        returns (uint256 value, uint256 next)
    {
        require(offset < encoded.length, MalformedHeader());
        uint256 first = uint8(encoded[offset]);
        next = offset + 1;
        if (first < EMPTY) {
            require(first != 0, MalformedHeader());
            return (first, next);
        }

        uint256 length = first - EMPTY;
        require(length <= longest && next + length <= encoded.length, MalformedHeader());
        if (length == 0) {
            return (0, next);
        }

        value = uint256(bytes32(encoded[next:next + length])) >> (256 - 8 * length);
        require(encoded[next] != 0 && (length > 1 || value >= EMPTY), MalformedHeader());
        next += length;
    }
}
