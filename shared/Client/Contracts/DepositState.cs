namespace SharedSequencer.Client;

/// <summary>What became of the deposit for a leg, by the numbers of the contract <c>SwapEscrow</c> (shared/contracts).</summary>
public enum DepositState
{
    /// <summary>Nothing was locked.</summary>
    None = 0,

    /// <summary>Locked: no decision was brought yet.</summary>
    Locked = 1,

    /// <summary>Paid to the beneficiary.</summary>
    Released = 2,

    /// <summary>Paid back.</summary>
    Refunded = 3,
}
