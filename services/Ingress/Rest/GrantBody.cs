namespace SharedSequencer.Ingress.Rest;

/// <summary>A quorum's signatures under a grant.</summary>
internal sealed record GrantBody(string? Epoch, IReadOnlyList<GrantSignatureBody>? Signatures);
