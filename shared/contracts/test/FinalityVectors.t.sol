// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {CommitteeVerifier} from "../src/CommitteeVerifier.sol";
import {
    FinalityProof,
    OutcomeProof,
    QuorumCertificate,
    VoteKind,
    VoteSignature
} from "../src/protocol/FinalityProof.sol";
import {MerklePath} from "../src/protocol/MerkleTree.sol";
import {OutcomeKind, Outcomes} from "../src/protocol/Outcome.sol";
import {Test} from "./support/Test.sol";

/// @title Proofs made by the C# library are believed, and only those
contract FinalityVectorsTest is Test {
    string private constant VECTORS = "../../tests/Vectors/finality.json";
    uint256 private constant COUNT = 3;

    string private _json;
    CommitteeVerifier private _verifier;

    function setUp() external {
        _json = vm.readFile(VECTORS);
        CommitteeVerifier.Member[] memory members = new CommitteeVerifier.Member[](_count(".members"));
        for (uint256 i = 0; i < members.length; i++) {
            string memory key = _place(".members", i);
            members[i].account = vm.parseJsonAddress(_json, string.concat(key, ".account"));
            members[i].weight = uint64(vm.parseJsonUint(_json, string.concat(key, ".weight")));
        }

        _verifier = new CommitteeVerifier(
            vm.parseJsonBytes32(_json, ".network"), uint64(vm.parseJsonUint(_json, ".epoch")), members
        );
    }

    function test_The_committee_has_the_quorum_of_CSharp() external view {
        vm.assertEq(_verifier.quorum(), vm.parseJsonUint(_json, ".quorum"));
        vm.assertEq(_count(".vectors"), COUNT);
    }

    function test_Outcomes_of_the_vectors_are_shown() external view {
        for (uint256 i = 0; i < COUNT; i++) {
            (uint8 kind, bytes32 subject, OutcomeProof memory proof) = _vector(i);
            bytes32 leafHash = vm.parseJsonBytes32(_json, string.concat(_place(".vectors", i), ".leafHash"));
            vm.assertEq(Outcomes.sharedLeafHash(kind, subject, proof.code), leafHash);
            vm.assertEq(_verifier.outcomeOf(kind, subject, proof), proof.code);
            if (kind == OutcomeKind.DECISION) {
                vm.assertEq(_verifier.decisionOf(subject, proof), proof.code);
            }
        }
    }

    function test_Headers_are_named_as_in_CSharp() external view {
        for (uint256 i = 0; i < COUNT; i++) {
            string memory key = _place(".vectors", i);
            vm.assertEq(
                keccak256(vm.parseJsonBytes(_json, string.concat(key, ".header"))),
                vm.parseJsonBytes32(_json, string.concat(key, ".blockHash"))
            );
        }
    }

    function test_The_same_blocks_Notarizations_and_Nullifications_are_refused() external {
        for (uint256 i = 0; i < COUNT; i++) {
            _refuseCertificate(i, ".notarization", VoteKind.NOTARIZE);
            _refuseCertificate(i, ".nullification", VoteKind.NULLIFY);
        }
    }

    function test_A_Notarization_called_Finalization_is_refused() external {
        (uint8 kind, bytes32 subject, OutcomeProof memory proof) = _vector(0);
        proof.finality.finalization = _certificate(string.concat(_place(".vectors", 0), ".notarization"));
        proof.finality.finalization.kind = VoteKind.FINALIZE;
        vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.WrongSignature.selector, 0));
        _verifier.outcomeOf(kind, subject, proof);
    }

    function _refuseCertificate(uint256 index, string memory name, uint8 voted) private {
        (uint8 kind, bytes32 subject, OutcomeProof memory proof) = _vector(index);
        proof.finality.finalization = _certificate(string.concat(_place(".vectors", index), name));
        vm.expectRevert(abi.encodeWithSelector(CommitteeVerifier.NotAFinalization.selector, voted));
        _verifier.outcomeOf(kind, subject, proof);
    }

    function _vector(uint256 index) private view returns (uint8 kind, bytes32 subject, OutcomeProof memory proof) {
        string memory key = _place(".vectors", index);
        kind = uint8(vm.parseJsonUint(_json, string.concat(key, ".kind")));
        subject = vm.parseJsonBytes32(_json, string.concat(key, ".subject"));
        proof = OutcomeProof({
            code: uint8(vm.parseJsonUint(_json, string.concat(key, ".code"))),
            path: MerklePath({
                index: uint32(vm.parseJsonUint(_json, string.concat(key, ".index"))),
                size: uint32(vm.parseJsonUint(_json, string.concat(key, ".size"))),
                siblings: vm.parseJsonBytes32Array(_json, string.concat(key, ".path"))
            }),
            finality: FinalityProof({
                header: vm.parseJsonBytes(_json, string.concat(key, ".header")),
                descendants: vm.parseJsonBytesArray(_json, string.concat(key, ".descendants")),
                finalization: _certificate(string.concat(key, ".finalization"))
            })
        });
    }

    function _certificate(string memory key) private view returns (QuorumCertificate memory) {
        VoteSignature[] memory votes = new VoteSignature[](_count(string.concat(key, ".votes")));
        for (uint256 i = 0; i < votes.length; i++) {
            votes[i] = _vote(_place(string.concat(key, ".votes"), i));
        }

        return QuorumCertificate({
            kind: uint8(vm.parseJsonUint(_json, string.concat(key, ".kind"))),
            epoch: uint64(vm.parseJsonUint(_json, string.concat(key, ".epoch"))),
            viewNumber: uint64(vm.parseJsonUint(_json, string.concat(key, ".view"))),
            blockHash: vm.parseJsonBytes32(_json, string.concat(key, ".block")),
            votes: votes
        });
    }

    /// @dev r‖s‖v
    function _vote(string memory key) private view returns (VoteSignature memory) {
        bytes memory signature = vm.parseJsonBytes(_json, string.concat(key, ".signature"));
        vm.assertEq(signature.length, 65);
        (bytes32 r, bytes32 s, uint8 v) = (0, 0, uint8(signature[64]));
        assembly {
            r := mload(add(signature, 32))
            s := mload(add(signature, 64))
        }

        return
            VoteSignature({
                validator: uint16(vm.parseJsonUint(_json, string.concat(key, ".validator"))), v: v, r: r, s: s
            });
    }

    function _count(string memory key) private view returns (uint256 count) {
        while (vm.keyExistsJson(_json, _place(key, count))) {
            count++;
        }
    }

    function _place(string memory key, uint256 index) private pure returns (string memory) {
        return string.concat(key, "[", vm.toString(index), "]");
    }
}
