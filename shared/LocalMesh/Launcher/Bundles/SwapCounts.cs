namespace SharedSequencer.Launcher.Bundles;

/// <summary>How swaps ended, as the rollups' nodes tell it.</summary>
/// <param name="Committed">Both escrows released, as the chain decided.</param>
/// <param name="Refunded">Both escrows paid back what was locked, as the chain decided.</param>
/// <param name="Stuck">The others: begun, and not ended in one of these ways.</param>
/// <param name="IsBalanced">Whether parties and escrows have exactly what these ends give them.</param>
internal sealed record SwapCounts(int Committed, int Refunded, int Stuck, bool IsBalanced)
{
    /// <summary>Swaps were carried out, and no money is where it should not be.</summary>
    public bool IsOk => Committed > 0 && Refunded > 0 && Stuck == 0 && IsBalanced;
}
