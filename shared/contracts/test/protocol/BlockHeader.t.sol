// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {BlockHeader, BlockHeaders} from "../../src/protocol/BlockHeader.sol";
import {Rlp} from "../support/Rlp.sol";
import {Test} from "../support/Test.sol";

contract BlockHeaderTest is Test {
    string private constant VECTORS = "../../tests/Vectors/protocol.json";

    function decode(bytes calldata encoded) external pure returns (BlockHeader memory) {
        return BlockHeaders.decode(encoded);
    }

    function test_Headers_of_the_shared_vectors_are_read_and_named_as_in_CSharp() external view {
        string memory json = vm.readFile(VECTORS);
        uint256 count = 0;
        for (; vm.keyExistsJson(json, _at(count)); count++) {
            BlockHeader memory header = _vector(json, string.concat(_at(count), ".value"));
            bytes memory encoded = Rlp.encode(header);
            vm.assertEq(keccak256(encoded), vm.parseJsonBytes32(json, string.concat(_at(count), ".hash")));
            vm.assertEq(abi.encode(this.decode(encoded)), abi.encode(header));
        }

        vm.assertEq(count, 3);
    }

    function test_Every_header_is_read_as_it_was_written(BlockHeader calldata header) external view {
        vm.assertEq(abi.encode(this.decode(Rlp.encode(header))), abi.encode(header));
    }

    function test_The_smallest_and_the_largest_header_are_read() external view {
        BlockHeader memory header;
        vm.assertEq(abi.encode(this.decode(Rlp.encode(header))), abi.encode(header));
        header = _largest();
        vm.assertEq(Rlp.encode(header).length, 206);
        vm.assertEq(abi.encode(this.decode(Rlp.encode(header))), abi.encode(header));
    }

    function test_What_is_read_has_no_second_form(BlockHeader calldata header, uint256 place, uint8 how, bytes1 with)
        external
        view
    {
        _expectOneForm(_altered(Rlp.encode(header), place, how % 4, with));
    }

    function test_No_flipped_bit_gives_a_second_form() external view {
        bytes memory encoded = Rlp.encode(_largest());
        for (uint256 bit = 0; bit < 8 * encoded.length; bit++) {
            bytes1 flip = bytes1(uint8(1 << (bit % 8)));
            encoded[bit / 8] ^= flip;
            _expectOneForm(encoded);
            encoded[bit / 8] ^= flip;
        }
    }

    function test_What_stands_in_the_place_of_a_hash_has_32_bytes() external {
        bytes memory encoded = Rlp.encode(_largest());
        // Network, parent and the three roots, behind the numbers between them.
        uint256[5] memory places = [uint256(2), 62, 107, 140, 173];
        for (uint256 i = 0; i < places.length; i++) {
            vm.assertEq(uint8(encoded[places[i]]), 0xa0);
            encoded[places[i]] = 0xa1;
            _refuse(encoded);
            encoded[places[i]] = 0xa0;
        }
    }

    function test_Bytes_at_random_are_refused(bytes calldata encoded) external {
        vm.expectRevert(BlockHeaders.MalformedHeader.selector);
        this.decode(encoded);
    }

    function test_Numbers_in_a_longer_form_are_refused() external {
        _refuseEpoch(hex"00");
        _refuseEpoch(hex"8100");
        _refuseEpoch(hex"8107");
        _refuseEpoch(hex"820080");
        _refuseEpoch(hex"b80107");
        _refuseEpoch(hex"c0");
        _refuseEpoch(hex"8901ffffffffffffffff");
        _acceptEpoch(hex"80", 0);
        _acceptEpoch(hex"07", 7);
        _acceptEpoch(hex"8180", 128);
        _acceptEpoch(hex"88ffffffffffffffff", type(uint64).max);
    }

    function test_Bytes_after_the_header_are_refused_inside_and_outside_the_list() external {
        BlockHeader memory header;
        bytes memory items = _items(header);
        _refuse(bytes.concat(Rlp.list(items), hex"00"));
        _refuse(Rlp.list(bytes.concat(items, hex"80")));
        _refuse(bytes.concat(hex"f900", bytes1(uint8(items.length)), items));
        _refuse(items);
        _refuse("");
    }

    function test_A_header_cut_off_anywhere_is_refused() external {
        BlockHeader memory header = _largest();
        bytes memory encoded = Rlp.encode(header);
        bytes memory items = _items(header);
        for (uint256 length = 0; length < items.length; length++) {
            _refuse(_cut(encoded, length));
            if (length > 55) {
                _refuse(Rlp.list(_cut(items, length)));
            }
        }
    }

    /// @dev Either refused, or what was read is written as exactly these bytes.
    function _expectOneForm(bytes memory encoded) private view {
        try this.decode(encoded) returns (BlockHeader memory read) {
            vm.assertEq(Rlp.encode(read), encoded);
        } catch (bytes memory reason) {
            vm.assertEq(reason, abi.encodeWithSelector(BlockHeaders.MalformedHeader.selector));
        }
    }

    function _largest() private pure returns (BlockHeader memory header) {
        header.epoch = header.height = header.viewNumber = header.timestamp = type(uint64).max;
        header.leader = type(uint16).max;
    }

    function _refuse(bytes memory encoded) private {
        vm.expectRevert(BlockHeaders.MalformedHeader.selector);
        this.decode(encoded);
    }

    function _refuseEpoch(bytes memory epoch) private {
        _refuse(_withEpoch(epoch));
    }

    function _acceptEpoch(bytes memory epoch, uint64 expected) private view {
        vm.assertEq(this.decode(_withEpoch(epoch)).epoch, expected);
    }

    /// @dev A header of zeros with these bytes in the place of the epoch.
    function _withEpoch(bytes memory epoch) private pure returns (bytes memory) {
        BlockHeader memory header;
        bytes memory items = _items(header);
        bytes memory rest = new bytes(items.length - 34);
        for (uint256 i = 0; i < rest.length; i++) {
            rest[i] = items[i + 34];
        }

        return Rlp.list(bytes.concat(_cut(items, 33), epoch, rest));
    }

    function _items(BlockHeader memory header) private pure returns (bytes memory items) {
        bytes memory encoded = Rlp.encode(header);
        items = new bytes(encoded.length - 2);
        for (uint256 i = 0; i < items.length; i++) {
            items[i] = encoded[i + 2];
        }
    }

    function _cut(bytes memory from, uint256 length) private pure returns (bytes memory beginning) {
        beginning = new bytes(length);
        for (uint256 i = 0; i < length; i++) {
            beginning[i] = from[i];
        }
    }

    /// @dev One byte replaced, inserted or removed; the last way also corrects the length of the list.
    function _altered(bytes memory original, uint256 place, uint8 how, bytes1 with)
        private
        pure
        returns (bytes memory altered)
    {
        place = place % original.length;
        if (how == 0) {
            original[place] = with;
            return original;
        }

        uint256 length = how == 2 ? original.length - 1 : original.length + 1;
        altered = new bytes(length);
        for (uint256 i = 0; i < length; i++) {
            uint256 from = i < place ? i : (how == 2 ? i + 1 : (i == place ? i : i - 1));
            altered[i] = how != 2 && i == place ? with : original[from];
        }

        if (how == 3) {
            altered[1] = bytes1(uint8(length - 2));
        }
    }

    function _vector(string memory json, string memory key) private pure returns (BlockHeader memory) {
        return BlockHeader({
            network: vm.parseJsonBytes32(json, string.concat(key, ".network")),
            epoch: uint64(vm.parseJsonUint(json, string.concat(key, ".epoch"))),
            height: uint64(vm.parseJsonUint(json, string.concat(key, ".height"))),
            viewNumber: uint64(vm.parseJsonUint(json, string.concat(key, ".view"))),
            parent: vm.parseJsonBytes32(json, string.concat(key, ".parent")),
            timestamp: uint64(vm.parseJsonUint(json, string.concat(key, ".timestamp"))),
            leader: uint16(vm.parseJsonUint(json, string.concat(key, ".leader"))),
            batchesRoot: vm.parseJsonBytes32(json, string.concat(key, ".batchesRoot")),
            rollupsRoot: vm.parseJsonBytes32(json, string.concat(key, ".rollupsRoot")),
            outcomesRoot: vm.parseJsonBytes32(json, string.concat(key, ".outcomesRoot"))
        });
    }

    function _at(uint256 index) private pure returns (string memory) {
        return string.concat(".headers[", vm.toString(index), "]");
    }
}
