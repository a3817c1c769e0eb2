namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// A cancel as users see it: <paramref name="Status"/> is Received, Applied or Rejected; <paramref name="Hash"/> its name
/// under <c>/v1/transactions</c>, <paramref name="CancelHash"/> what was signed.
/// </summary>
internal sealed record CancelView(string CancelHash, string Hash, string Status, string? Reason = null)
{
    public static CancelView Received(TakenItem cancel) => Of(cancel, nameof(Received));

    public static CancelView Applied(TakenItem cancel) => Of(cancel, nameof(Applied));

    public static CancelView Rejected(TakenItem cancel, string reason) => Of(cancel, nameof(Rejected)) with { Reason = reason };

    private static CancelView Of(TakenItem cancel, string status) => new(cancel.Subject.ToString(), cancel.Item.ToString(), status);
}
