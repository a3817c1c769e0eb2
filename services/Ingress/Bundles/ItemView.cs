namespace SharedSequencer.Ingress.Bundles;

/// <summary>A report or expiry that is journaled; <paramref name="Hash"/> is its name under <c>/v1/transactions</c>.</summary>
internal sealed record ItemView(string Hash, string Status);
