namespace SharedSequencer.Ingress.Transactions;

/// <summary>Judges a nonce against what is known of its sender. Pure.</summary>
internal static class NonceRules
{
    public static Verdict Judge(ulong nonce, in NonceView view)
    {
        if (nonce < view.SoftNext) return Verdict.NonceTooLow;
        if (nonce < view.Next) return Verdict.Underpriced;
        if (nonce == view.Next) return Verdict.Accepted;
        if (view.IsHeld) return Verdict.Underpriced;
        return view.HeldRoom > 0 ? Verdict.Held : Verdict.NonceTooHigh;
    }
}
