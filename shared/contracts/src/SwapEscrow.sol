// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IDecisionVerifier} from "./IDecisionVerifier.sol";
import {BundleTerms, BundleTermsRules, LegTerms} from "./protocol/BundleTerms.sol";
import {OutcomeProof} from "./protocol/FinalityProof.sol";
import {OutcomeCode} from "./protocol/Outcome.sol";

/// @title Holds one rollup's leg of execution bundles until their decision is final
/// @notice A deposit goes to its beneficiary against a proof that the bundle was committed, back to its depositor against
/// a proof that it was aborted, and nowhere else. Anyone may bring the proof. There is no owner, no upgrade, no pause.
contract SwapEscrow is ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice Where a deposit is.
    enum State {
        None,
        Locked,
        Released,
        Refunded
    }

    /// @notice What is or was locked for a leg.
    struct Deposit {
        IERC20 token;
        State state;
        address depositor;
        address beneficiary;
        uint256 amount;
    }

    /// @notice The agreed amount is locked. The reporter looks for exactly this event of exactly this address.
    event Prepared(bytes32 indexed escrowId, uint256 indexed leg, bytes32 lock);
    /// @notice The bundle was committed and the beneficiary was paid.
    event Released(bytes32 indexed escrowId, uint256 indexed leg, address indexed beneficiary);
    /// @notice The bundle was aborted and the depositor was paid back.
    event Refunded(bytes32 indexed escrowId, uint256 indexed leg, address indexed depositor);

    /// @notice The terms are of another network than the verifier.
    error WrongNetwork(bytes32 network);
    /// @notice The chain could not say for too long that the terms have expired.
    error NotAfterTooFar(uint64 notAfter);
    error NoSuchLeg(uint256 leg);
    /// @notice The leg is of another rollup, or names another escrow.
    error WrongLeg(uint256 leg);
    /// @notice Token, amount, caller and beneficiary are not those the terms agree on.
    error WrongLock(bytes32 lock);
    error WrongBeneficiary(address beneficiary);
    error AlreadyLocked(bytes32 escrowId, uint256 leg);
    /// @notice The token moved another amount than it was told, e.g. because it takes a fee.
    error WrongAmountReceived(uint256 received);
    /// @notice Nothing is locked: never, or not any more.
    error NotLocked(bytes32 escrowId, uint256 leg);
    error NotCommitted(uint8 code);
    error NotAborted(uint8 code);

    /// @notice Terms whose `notAfter` is further ahead of this rollup's clock are not locked for, in milliseconds.
    uint256 public constant MAX_NOT_AFTER_AHEAD = 1 days * 1000;

    /// @notice Who tells decisions.
    IDecisionVerifier public immutable verifier;
    /// @notice The verifier's network.
    bytes32 public immutable network;
    /// @notice The sequencer's id of the rollup that this contract is on; not its chain id.
    uint64 public immutable rollup;

    mapping(bytes32 escrowId => mapping(uint256 leg => Deposit)) private _deposits;

    constructor(IDecisionVerifier verifier_, uint64 rollup_) {
        verifier = verifier_;
        network = verifier_.network();
        rollup = rollup_;
    }

    /// @notice Locks the caller's leg: the prepare step. Takes exactly `amount` of `token` from the caller, who must be
    /// the depositor that the terms agree on.
    function lock(BundleTerms calldata terms, uint256 leg, IERC20 token, uint256 amount, address beneficiary)
        external
        nonReentrant
    {
        bytes32 agreed = _agreedLock(terms, leg);
        require(agreed == lockOf(token, amount, msg.sender, beneficiary), WrongLock(agreed));
        // Tokens refuse to be sent to nobody, and what is sent to this contract stays in it.
        require(beneficiary != address(0) && beneficiary != address(this), WrongBeneficiary(beneficiary));

        bytes32 escrowId = BundleTermsRules.escrowIdOf(terms);
        Deposit storage deposit = _deposits[escrowId][leg];
        require(deposit.state == State.None, AlreadyLocked(escrowId, leg));
        deposit.token = token;
        deposit.state = State.Locked;
        deposit.depositor = msg.sender;
        deposit.beneficiary = beneficiary;
        deposit.amount = amount;
        emit Prepared(escrowId, leg, agreed);

        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = token.balanceOf(address(this)) - before;
        require(received == amount, WrongAmountReceived(received));
    }

    /// @notice Pays the beneficiary of a committed bundle. Anyone may call.
    function release(bytes32 escrowId, uint256 leg, OutcomeProof calldata proof) external nonReentrant {
        Deposit storage deposit = _locked(escrowId, leg);
        uint8 code = verifier.decisionOf(escrowId, proof);
        require(code == OutcomeCode.COMMITTED, NotCommitted(code));
        deposit.state = State.Released;
        emit Released(escrowId, leg, deposit.beneficiary);
        deposit.token.safeTransfer(deposit.beneficiary, deposit.amount);
    }

    /// @notice Pays back the depositor of an aborted bundle. Anyone may call, also for what was locked after the Abort.
    function refund(bytes32 escrowId, uint256 leg, OutcomeProof calldata proof) external nonReentrant {
        Deposit storage deposit = _locked(escrowId, leg);
        uint8 code = verifier.decisionOf(escrowId, proof);
        require(OutcomeCode.isAbort(code), NotAborted(code));
        deposit.state = State.Refunded;
        emit Refunded(escrowId, leg, deposit.depositor);
        deposit.token.safeTransfer(deposit.depositor, deposit.amount);
    }

    /// @notice What is or was locked for a leg.
    function depositOf(bytes32 escrowId, uint256 leg) external view returns (Deposit memory) {
        return _deposits[escrowId][leg];
    }

    /// @notice The escrow id of terms, whatever they say.
    function escrowIdOf(BundleTerms calldata terms) external pure returns (bytes32) {
        return BundleTermsRules.escrowIdOf(terms);
    }

    /// @notice What a leg's terms must name as their lock.
    function lockOf(IERC20 token, uint256 amount, address depositor, address beneficiary)
        public
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(token, amount, depositor, beneficiary));
    }

    /// @dev The lock that decidable terms agree on for a leg that is this contract's.
    function _agreedLock(BundleTerms calldata terms, uint256 leg) private view returns (bytes32) {
        BundleTermsRules.requireDecidable(terms);
        require(terms.network == network, WrongNetwork(terms.network));
        require(terms.notAfter <= block.timestamp * 1000 + MAX_NOT_AFTER_AHEAD, NotAfterTooFar(terms.notAfter));
        require(leg < terms.legs.length, NoSuchLeg(leg));
        LegTerms calldata agreed = terms.legs[leg];
        require(agreed.rollup == rollup && agreed.escrow == address(this), WrongLeg(leg));
        return agreed.lock;
    }

    function _locked(bytes32 escrowId, uint256 leg) private view returns (Deposit storage deposit) {
        deposit = _deposits[escrowId][leg];
        require(deposit.state == State.Locked, NotLocked(escrowId, leg));
    }
}
